"""Keep groups and versions of the local directory."""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "local_groups",
        sa.Column("group_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("external_id", sa.String(length=256), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_local_groups")),
        sa.UniqueConstraint("name", name=op.f("uq_local_groups_name")),
    )
    op.create_table(
        "memberships",
        sa.Column("group_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_person_id"), "memberships", ["person_id"], unique=False)
    op.add_column("people", sa.Column("created_at", sa.BigInteger(), nullable=True))
    op.add_column("people", sa.Column("external_id", sa.String(length=256), nullable=True))
    op.add_column("people", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.create_index("ix_people_canonical_username", "people", ["canonical_username"], unique=False)
    op.create_index(op.f("ix_people_external_id"), "people", ["external_id"], unique=False)
    op.create_index("ix_people_updated_at", "people", ["updated_at"], unique=False)
    index_groups()


def index_groups() -> None:
    """Write down which groups there are and who is in them, from each person's record."""
    connection = op.get_bind()
    groups: dict[str, dict[str, object]] = {}
    joined = []
    for person_id, names, updated_at in connection.execute(
        sa.text('SELECT person_id, "groups", updated_at FROM people ORDER BY person_id')
    ):
        for name in json.loads(names) if isinstance(names, str) else names:
            group = {"group_id": sha256(f"{name}\0000".encode()).hexdigest()[:32], "name": name}
            groups.setdefault(name, {**group, "at": updated_at})
            joined.append({"group_id": group["group_id"], "person_id": person_id})
    if groups:
        connection.execute(
            sa.text(
                "INSERT INTO local_groups (group_id, name, created_at, updated_at) VALUES (:group_id, :name, :at, :at)"
            ),
            list(groups.values()),
        )
        connection.execute(
            sa.text("INSERT INTO memberships (group_id, person_id) VALUES (:group_id, :person_id)"), joined
        )
