"""Count the trail by day, and keep how far it is checked."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "audit_verifications",
        sa.Column("verification_id", sa.String(length=32), nullable=False),
        sa.Column("started_by", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("end_seq", sa.BigInteger(), nullable=False),
        sa.Column("end_hash", sa.String(length=64), nullable=False),
        sa.Column("against_seq", sa.BigInteger(), nullable=True),
        sa.Column("against_hash", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("break_count", sa.Integer(), nullable=False),
        sa.Column("breaks", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("verification_id", name=op.f("pk_audit_verifications")),
    )
    op.create_index(
        op.f("ix_audit_verifications_expires_at"), "audit_verifications", ["expires_at"], unique=False
    )
    op.create_index(
        op.f("ix_audit_verifications_started_at"), "audit_verifications", ["started_at"], unique=False
    )
    op.create_table(
        "daily_counts",
        sa.Column("measure", sa.String(length=16), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "day", "label", name=op.f("pk_daily_counts")),
    )
    op.create_table(
        "daily_counts_place",
        sa.Column("trail", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("trail", name=op.f("pk_daily_counts_place")),
    )
