"""Who holds a source, so that nobody waits for a process that was killed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("sources", sa.Column("leased_by", sa.Text))
