"""Find people by words; keep requests to reset methods, and files of tokens before their import."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from idp.people.finding import list_words
from idp.people.person import Person

revision = "0007"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "method_resets",
        sa.Column("reset_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("checked", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("good_until", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("cancelled_by", sa.String(length=64), nullable=True),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reset_id", name=op.f("pk_method_resets")),
    )
    op.create_index(op.f("ix_method_resets_asked_at"), "method_resets", ["asked_at"], unique=False)
    op.create_index(op.f("ix_method_resets_expires_at"), "method_resets", ["expires_at"], unique=False)
    op.create_index(
        "ix_method_resets_person_id_asked_at", "method_resets", ["person_id", "asked_at"], unique=False
    )
    op.create_table(
        "people_words",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column(
            "word",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("realm", sa.String(length=32), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "word", name=op.f("pk_people_words")),
    )
    op.create_index("ix_people_words_word_person_id", "people_words", ["word", "person_id"], unique=False)
    op.create_table(
        "token_imports",
        sa.Column("import_id", sa.String(length=32), nullable=False),
        sa.Column("parked_by", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_token_imports")),
    )
    op.create_index(op.f("ix_token_imports_expires_at"), "token_imports", ["expires_at"], unique=False)
    write_what_is_there()


KNOWN = (
    "person_id", "realm", "username", "name", "given_name", "family_name", "email", "is_protected", "employee_id",
    "alias",
)  # fmt: skip
AT_ONCE = 500


def write_what_is_there() -> None:
    """Write the words of everybody who is in the directory already."""
    connection = op.get_bind()
    people = sa.table("people", *map(sa.column, KNOWN))
    words = sa.table("people_words", *map(sa.column, ("person_id", "word", "realm", "is_hidden")))
    last = ""
    while rows := connection.execute(
        sa.select(people).where(people.c.person_id > last).order_by(people.c.person_id).limit(AT_ONCE)
    ).all():
        last = rows[-1].person_id
        connection.execute(sa.insert(words), [one for row in rows for one in list_word_rows(row)])


def list_word_rows(row: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of the words that find one person."""
    person = Person(
        person_id=row.person_id,
        realm=row.realm,
        username=row.username,
        name=row.name,
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        groups=frozenset(),
        unit="",
        title="",
        is_active=True,
        is_protected=bool(row.is_protected),
        expires_at=None,
        updated_at=None,  # type: ignore[arg-type]  # no word is made of it
        employee_id=row.employee_id,
        alias=row.alias,
    )
    for word in list_words(person):
        yield {
            "person_id": row.person_id,
            "word": word.text,
            "realm": row.realm,
            "is_hidden": word.is_hidden,
        }
