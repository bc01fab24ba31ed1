"""What people say about changes, and what is collected for the next digest of a recipient."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_remarks_source_id", "remarks", ["source_id"])
    op.create_table(
        "collected",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("alert_key", sa.Text, sa.ForeignKey("alerts.key"), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("digest_at", sa.DateTime, nullable=False),
        sa.Column("digest_key", sa.Text),
        sa.UniqueConstraint("alert_key", "channel", "recipient"),
    )
    waiting = sa.text("digest_key IS NULL")
    op.create_index(
        "ix_collected_digest_at", "collected", ["digest_at"], sqlite_where=waiting, postgresql_where=waiting
    )
