"""Drafts of the policy in the database."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import JSON, Column, Connection, Integer, String, Table, Text, insert, select, update

from idp.policy.drafts.draft import Draft, DraftState
from idp.storage.metadata import Moment, metadata

policy_drafts = Table(
    "policy_drafts",
    metadata,
    Column("draft_id", String(32), primary_key=True),
    Column("text", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("author_ids", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("approver_id", String(64)),
    Column("published_as", Integer),
    Column("returns_to", Integer),
)


class PolicyDraftRows:
    """Implements `DraftStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, draft: Draft) -> None:
        self._connection.execute(insert(policy_drafts).values(write_draft(draft)))

    def find(self, draft_id: str) -> Draft | None:
        row = self._connection.execute(
            select(policy_drafts).where(policy_drafts.c.draft_id == draft_id)
        ).first()
        return None if row is None else read_draft(row)

    def list_latest(self, limit: int) -> tuple[Draft, ...]:
        latest = select(policy_drafts).order_by(policy_drafts.c.changed_at.desc(), policy_drafts.c.draft_id)
        return tuple(map(read_draft, self._connection.execute(latest.limit(limit))))

    def replace(self, draft: Draft, revision: int) -> bool:
        written = self._connection.execute(
            update(policy_drafts)
            .where(policy_drafts.c.draft_id == draft.draft_id, policy_drafts.c.revision == revision)
            .values(write_draft(draft))
        )
        return written.rowcount == 1


def write_draft(draft: Draft) -> dict[str, Any]:
    """Return the columns of a draft."""
    return asdict(draft) | {"state": draft.state.value, "author_ids": list(draft.author_ids)}


def read_draft(row: Any) -> Draft:
    """Build the record from a row."""
    return Draft(
        draft_id=row.draft_id,
        text=row.text,
        reason=row.reason,
        based_on=row.based_on,
        author_ids=tuple(row.author_ids),
        created_at=row.created_at,
        changed_at=row.changed_at,
        state=DraftState(row.state),
        revision=row.revision,
        approver_id=row.approver_id,
        published_as=row.published_as,
        returns_to=row.returns_to,
    )
