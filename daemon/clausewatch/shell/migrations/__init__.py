"""Brings a database to the schema of this program, by Alembic scripts that travel inside the package.

A new revision: write ``versions/r0008_<what>.py``, append its id to ``REVISIONS``, change ``shell.schema``; the tests
hold the three equal.
"""

from __future__ import annotations

from sqlalchemy import Connection

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Oldest first. Known here, so that a database that needs nothing is opened without loading Alembic."""
HEAD = REVISIONS[-1]


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Runs the missing revisions inside the transaction that ``connection`` is in."""
    # Loaded here since it takes a tenth of a second that most starts do not need.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "clausewatch.shell:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
