"""Count the changes of each client."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("clients", sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
