"""The tables. Values travel as JSON text (``shell.codec``); what is searched or sorted by has a column of its own.

Changing anything here needs a migration in ``shell.migrations``; a test holds the two equal.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in Python, always UTC, stored without zone: sorts and compares alike in SQLite and PostgreSQL."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("every", Float, nullable=False),
    Column("next_due", UtcDateTime, nullable=False, index=True),
    Column("leased_until", UtcDateTime),
    Column("archived_at", UtcDateTime),
    Column("version", Integer, nullable=False, server_default=text("0")),
    Column("memory", Text),
    Column("outcome", Text),
    Column("reason", Text),
    Column("polled_at", UtcDateTime),
    Column("watchlist", Text),
    Column("leased_by", Text),
)
"""One row per source ever watched; ``version`` counts the decisions that were applied to it, ``watchlist`` is the
file that it belongs to (``NULL``: written before that was kept), ``leased_by`` the name of who took it
(``shell.holders``), which says something while ``leased_until`` does."""

polls = Table(
    "polls",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_polls_source_id", "source_id", "at"),
)
"""Every poll in one line; the only trace of one that found nothing new."""

changes = Table(
    "changes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source_id", Text, nullable=False, index=True),
    Column("provider", Text),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("grade", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("grade", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("provider", Text),
    Column("body", Text, nullable=False),
)

PENDING, SENT, DEAD, MERGED, DROPPED = "pending", "sent", "dead", "merged", "dropped"

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert_key", Text, ForeignKey("alerts.key"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("part", Text, nullable=False, server_default=text("'message'")),
    Column("thread", Text, nullable=False),
    Column("ends", Integer, nullable=False, server_default=text("0")),
    Column("key", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("try_at", UtcDateTime, nullable=False),
    Column("leased_until", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("receipt", Text, nullable=False, server_default=text("''")),
    Column("error", Text, nullable=False, server_default=text("''")),
    UniqueConstraint("alert_key", "channel", "recipient", "part"),
    Index("ix_outbox_thread", "thread", "channel", "recipient", "id"),
    Index(
        "ix_outbox_waiting",
        "channel",
        "recipient",
        "thread",
        "id",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index("ix_outbox_state", "state"),
)
"""One row per alert, channel, recipient and part. A claimed row stays ``pending`` with a lease; a crash gives it back.

``part`` is ``message``, or what a channel sends beside it (``clausewatch_notifiers.contract.Part``). ``thread`` is the
alert's, or its key if it has none. ``ends`` is 1 for news that end the thread's story.
"""

notes = Table("notes", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

acceptances = Table(
    "acceptances",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("claim_id", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
)
"""Who accepted which new words for which claim, when and why; never deleted."""

remarks = Table(
    "remarks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("source_id", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
)
"""Who put something off or commented on it, and when; never deleted."""

collected = Table(
    "collected",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert_key", Text, ForeignKey("alerts.key"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("digest_at", UtcDateTime, nullable=False),
    Column("digest_key", Text),
    UniqueConstraint("alert_key", "channel", "recipient"),
    Index(
        "ix_collected_digest_at",
        "digest_at",
        sqlite_where=text("digest_key IS NULL"),
        postgresql_where=text("digest_key IS NULL"),
    ),
)
"""What waits for a recipient's next digest; ``digest_key`` names the alert that it went into."""
