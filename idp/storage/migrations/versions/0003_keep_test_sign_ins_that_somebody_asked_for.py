"""Keep test sign-ins that somebody asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "shared_trials",
        sa.Column("trial_id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=256), nullable=False),
        sa.Column("by_kind", sa.String(length=16), nullable=False),
        sa.Column("sealed_report", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("trial_id", name=op.f("pk_shared_trials")),
    )
    op.create_index(op.f("ix_shared_trials_expires_at"), "shared_trials", ["expires_at"], unique=False)
