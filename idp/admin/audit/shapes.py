"""What the REST API takes and tells of the audit trail."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from idp.admin.api.operation import DEFAULT_LIMIT
from idp.admin.audit.checkpoint_desk import Made
from idp.admin.audit.forms import Form
from idp.admin.audit.verifying import is_running
from idp.audit.chain import Row, is_emptied
from idp.audit.search import read_fields
from idp.audit.verification import Verification


class Asked(Struct, frozen=True, kw_only=True):
    """Which rows are asked for: those that are all of what is given."""

    person: str = ""
    """The id of the person whom it is about."""
    by: str = ""
    """The id of who did it: a person or a program. Has no index: rows are looked through, 100,000 for a page."""
    client: str = ""
    """The id of an application."""
    kind: str = ""
    """A kind of event such as `password.wrong`, or the part before the point, which stands for all of them."""
    zone: str = ""
    since: str = ""
    """The first moment, as ISO 8601; a day alone begins at midnight in Sweden."""
    until: str = ""
    """The last moment; a day alone ends with its last."""


class AskedPage(Asked, frozen=True, kw_only=True):
    """A page of rows, the newest first."""

    limit: int = DEFAULT_LIMIT
    after: str = ""
    """The cursor of the page before."""


class AskedExport(Asked, frozen=True, kw_only=True):
    """An export, the oldest first."""

    format: Form = Form.JSONL
    """`jsonl` loses nothing; `csv` is for spreadsheets, `syslog` for a log server (RFC 5424)."""
    after: str = ""
    """The cursor of the piece before."""


class AuditEvent(Struct, frozen=True, kw_only=True):
    """One row of the trail."""

    seq: int
    """Its place in the chain."""
    at: datetime
    tag: str
    """What happened, as a word of ours such as `password.wrong`."""
    fields: dict[str, Any]
    """To whom or what, by whom, from where and how it ended, as far as it is known."""
    is_emptied: bool
    """The fields are gone: place, moment and tag are all that is left."""
    previous: str
    """The hash of the row before it."""
    hash: str


class AuditEventInPlace(AuditEvent, frozen=True, kw_only=True):
    """One row of the trail, and whether it stands where it was written."""

    is_whole: bool
    """Its hash is right, it names the hash of the row before it, and if it is empty, a later row answers for that."""


class SignedCheckpoint(Struct, frozen=True, kw_only=True):
    """Where the chain ended, signed. Keep `token` where whoever owns the database cannot reach it."""

    seq: int
    hash: str
    made_at: datetime
    token: str


class MadeCheckpoint(Struct, frozen=True, kw_only=True):
    """A checkpoint that was made before."""

    seq: int
    at: datetime
    way: str
    """`download`, or where it was written by itself."""
    by: str
    outcome: str


class AskedCheckpoints(Struct, frozen=True, kw_only=True):
    """A page of checkpoints, the newest first."""

    limit: int = DEFAULT_LIMIT
    after: str = ""


class AskedVerification(Struct, frozen=True, kw_only=True):
    """A check of the whole chain."""

    checkpoint: str = ""
    """A signed checkpoint, or `SEQ:HASH`, to hold against the chain: shows rows cut off since it was made."""


class FoundBreak(Struct, frozen=True, kw_only=True):
    """What was done to the rows from `first` to `last`: `changed`, `deleted`, `reordered`, `truncated`,
    or that they were emptied and nothing answers for it.
    """

    fault: str
    first: int
    last: int


class VerificationState(Struct, frozen=True, kw_only=True):
    """A check of the chain: how far it has come, and what it found."""

    verification_id: str
    started_at: datetime
    started_by: str
    state: str
    """`running`, `interrupted`, `whole` or `broken`."""
    total: int
    done: int
    break_count: int
    breaks: list[FoundBreak]
    """The first thousand of them."""
    emptied: int
    """Rows that rightly lost their fields, because the time of their kind was over."""


def tell_row(row: Row) -> AuditEvent:
    """Return a row as the API tells it."""
    return AuditEvent(
        seq=row.seq,
        at=row.at,
        tag=row.tag,
        fields=read_fields(row),
        is_emptied=is_emptied(row),
        previous=row.previous,
        hash=row.hash,
    )


def tell_made(made: Made) -> MadeCheckpoint:
    """Return a checkpoint as the API tells it."""
    return MadeCheckpoint(seq=made.seq, at=made.at, way=made.way, by=made.by, outcome=made.outcome)


def tell_verification(one: Verification, now: datetime) -> VerificationState:
    """Return a check as the API tells it."""
    return VerificationState(
        verification_id=one.verification_id,
        started_at=one.started_at,
        started_by=one.started_by,
        state=one.outcome or ("running" if is_running(one, now) else "interrupted"),
        total=one.total,
        done=one.done,
        break_count=one.break_count,
        breaks=[
            FoundBreak(fault=found.fault.value, first=found.first, last=found.last) for found in one.breaks
        ],
        emptied=one.emptied,
    )
