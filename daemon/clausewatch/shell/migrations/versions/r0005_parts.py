"""Deliveries in parts (a message, its file), and which of them end a story."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("outbox", naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"}) as table:
        table.add_column(sa.Column("part", sa.Text, nullable=False, server_default=sa.text("'message'")))
        table.add_column(sa.Column("ends", sa.Integer, nullable=False, server_default=sa.text("0")))
        table.drop_constraint("uq_outbox_alert_key", type_="unique")
        table.create_unique_constraint("uq_outbox_alert_key", ["alert_key", "channel", "recipient", "part"])
    op.create_index("ix_outbox_thread", "outbox", ["thread", "channel", "recipient", "id"])
    op.execute(sa.text("UPDATE outbox SET thread = alert_key WHERE thread = ''"))
