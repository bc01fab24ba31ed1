"""Sources with their memory, changes, alerts, the outbox and notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _state()
    _news()
    _outbox()


def _state() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("every", sa.Float, nullable=False),
        sa.Column("next_due", sa.DateTime, nullable=False),
        sa.Column("leased_until", sa.DateTime),
        sa.Column("archived_at", sa.DateTime),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("memory", sa.Text),
        sa.Column("outcome", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("polled_at", sa.DateTime),
    )
    op.create_index("ix_sources_next_due", "sources", ["next_due"])
    op.create_table("notes", sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))


def _news() -> None:
    op.create_table(
        "changes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("provider", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("grade", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_changes_source_id", "changes", ["source_id"])
    op.create_index("ix_changes_at", "changes", ["at"])
    op.create_table(
        "alerts",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("grade", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("provider", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_alerts_at", "alerts", ["at"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("alert_key", sa.Text, sa.ForeignKey("alerts.key"), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("thread", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("try_at", sa.DateTime, nullable=False),
        sa.Column("leased_until", sa.DateTime),
        sa.Column("finished_at", sa.DateTime),
        sa.Column("receipt", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("error", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.UniqueConstraint("alert_key", "channel", "recipient"),
    )
    pending = sa.text("state = 'pending'")
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["channel", "recipient", "thread", "id"],
        sqlite_where=pending,
        postgresql_where=pending,
    )
    op.create_index("ix_outbox_state", "outbox", ["state"])
