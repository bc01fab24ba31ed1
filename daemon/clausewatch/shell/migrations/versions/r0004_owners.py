"""Which watchlist a source belongs to, so that two of them on one folder leave each other's sources alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("sources", sa.Column("watchlist", sa.Text, nullable=True))
