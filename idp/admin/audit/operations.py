"""The operations of the REST API below `/audit`."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from msgspec.structs import asdict

from idp.admin.api.operation import MAX_LIMIT, Call, Listing, Operation, Text, Told
from idp.admin.api.problems import Fault, Faults, NotFound, Problem
from idp.admin.audit.checkpoint_desk import CheckpointDesk
from idp.admin.audit.desk import AuditDesk, NoSuchRow
from idp.admin.audit.forms import MEDIA_TYPES
from idp.admin.audit.reading import Typed, read_wanted
from idp.admin.audit.shapes import (
    Asked,
    AskedCheckpoints,
    AskedExport,
    AskedPage,
    AskedVerification,
    AuditEvent,
    AuditEventInPlace,
    MadeCheckpoint,
    SignedCheckpoint,
    VerificationState,
    tell_made,
    tell_row,
    tell_verification,
)
from idp.admin.audit.verifying import Verifying
from idp.admin.permissions import Permission
from idp.audit.checkpoints import BadCheckpoint
from idp.audit.search import Wanted

TAG: Final = "audit"
EXPORT: Final = "/admin/api/v1/audit/export"


@dataclass(frozen=True, slots=True)
class AuditOperations:
    """Answers the calls."""

    desk: AuditDesk
    checkpoints: CheckpointDesk
    verifying: Verifying

    def search(self, call: Call) -> Listing:
        """Answer a page of rows."""
        asked: AskedPage = call.query
        found = self.desk.search(
            call.actor,
            read_asked(asked),
            call.now,
            limit=limit(asked.limit),
            before=read_cursor(asked.after),
        )
        return Listing(tuple(map(tell_row, found.rows)), str(found.older) if found.older else None)

    def show(self, call: Call) -> AuditEventInPlace:
        """Answer one row in whole."""
        try:
            place = self.desk.show(call.actor, read_cursor(call.path["seq"]) or 0, call.now)
        except NoSuchRow:
            raise NotFound("the trail has no row at this place") from None
        return AuditEventInPlace(**asdict(tell_row(place.row)), is_whole=place.is_whole)

    def export(self, call: Call) -> Told:
        """Answer a piece of what is wanted, as text; the header `Link` names the next one (RFC 8288)."""
        asked: AskedExport = call.query
        part = self.desk.export_some(
            call.actor, read_asked(asked), asked.format, call.now, read_cursor(asked.after) or 0
        )
        told = Text(part.text, MEDIA_TYPES[asked.format])
        if part.after is None:
            return Told(told)
        query = {name: str(value) for name, value in asdict(asked).items() if value}
        address = urlencode(query | {"after": str(part.after)})
        return Told(told, headers=(("Link", f'<{EXPORT}?{address}>; rel="next"'),))

    def make_checkpoint(self, call: Call) -> SignedCheckpoint:
        """Sign where the chain ends."""
        signed = self.checkpoints.make(call.actor, call.now)
        return SignedCheckpoint(
            seq=signed.end.seq, hash=signed.end.hash, made_at=signed.made_at, token=signed.token
        )

    def list_checkpoints(self, call: Call) -> Listing:
        """Answer the checkpoints that were made."""
        asked: AskedCheckpoints = call.query
        made, older = self.checkpoints.list_made(call.actor, limit(asked.limit), read_cursor(asked.after))
        return Listing(tuple(map(tell_made, made)), str(older) if older else None)

    def start_verification(self, call: Call) -> Told:
        """Begin a check of the chain; one that is under way is told instead."""
        asked: AskedVerification = call.body
        try:
            against = self.checkpoints.read_checkpoint(asked.checkpoint)[0] if asked.checkpoint else None
        except BadCheckpoint as problem:
            raise Faults((Fault("checkpoint", str(problem)),)) from None
        begun = self.verifying.start(call.actor, call.now, against)
        return Told(tell_verification(begun, call.now), location="/audit/verification")

    def show_verification(self, call: Call) -> VerificationState:
        """Answer the check that was begun last."""
        latest = self.verifying.load_latest(call.actor)
        if latest is None:
            raise NotFound("no check of the chain has been begun")
        return tell_verification(latest, call.now)


def read_asked(asked: Asked) -> Wanted:
    """Return which rows are asked for. Raises Problem 400.

    A person is asked for by id, never by name: addresses are logged.
    """
    typed = Typed(asked.person, asked.by, asked.client, asked.kind, asked.zone, asked.since, asked.until)
    wanted = read_wanted(typed, lambda _realm, _username: None)
    if not isinstance(wanted, Wanted):
        raise refuse_query(*(problem.field_name for problem in wanted))
    return wanted


def build_audit_operations(
    desk: AuditDesk, checkpoints: CheckpointDesk, verifying: Verifying
) -> tuple[Operation, ...]:
    """Return the operations below `/audit`."""
    acts = AuditOperations(desk, checkpoints, verifying)
    reads, exports = (Permission.AUDIT_READ,), (Permission.AUDIT_EXPORT,)
    return (
        Operation(
            name="searchAudit",
            method="GET",
            path="/audit/events",
            permissions=reads,
            summary="Search the audit trail, the newest first. The search is recorded in it.",
            act=acts.search,
            tag=TAG,
            query=AskedPage,
            answer=AuditEvent,
            is_list=True,
        ),
        Operation(
            name="showAuditEvent",
            method="GET",
            path="/audit/events/{seq}",
            permissions=reads,
            summary="Read one row in whole, and whether it stands where it was written.",
            act=acts.show,
            tag=TAG,
            answer=AuditEventInPlace,
        ),
        Operation(
            name="exportAudit",
            method="GET",
            path="/audit/export",
            permissions=exports,
            summary="Export the audit trail piece by piece, the oldest first. The export is recorded in it.",
            act=acts.export,
            tag=TAG,
            query=AskedExport,
            media_types=tuple(MEDIA_TYPES.values()),
        ),
        Operation(
            name="listAuditCheckpoints",
            method="GET",
            path="/audit/checkpoints",
            permissions=reads,
            summary="List the signed checkpoints that were made, the newest first.",
            act=acts.list_checkpoints,
            tag=TAG,
            query=AskedCheckpoints,
            answer=MadeCheckpoint,
            is_list=True,
        ),
        Operation(
            name="makeAuditCheckpoint",
            method="POST",
            path="/audit/checkpoints",
            permissions=exports,
            summary="Sign where the chain ends now, to be kept off the machine.",
            act=acts.make_checkpoint,
            tag=TAG,
            answer=SignedCheckpoint,
            status=201,
        ),
        Operation(
            name="verifyAudit",
            method="POST",
            path="/audit/verification",
            permissions=reads,
            summary="Begin to check the whole chain; ask again for how far it has come.",
            act=acts.start_verification,
            tag=TAG,
            body=AskedVerification,
            answer=VerificationState,
            status=202,
        ),
        Operation(
            name="showAuditVerification",
            method="GET",
            path="/audit/verification",
            permissions=reads,
            summary="Read how far the check of the chain has come, and what it found.",
            act=acts.show_verification,
            tag=TAG,
            answer=VerificationState,
        ),
    )


def limit(asked: int) -> int:
    """Return how many are answered at most."""
    return max(1, min(asked, MAX_LIMIT))


def read_cursor(written: str) -> int | None:
    """Return the place that a cursor names; None for none. Raises Problem 400."""
    if not written:
        return None
    if not (written.isascii() and written.isdecimal() and len(written) <= 18):
        raise refuse_query("after")
    return int(written)


def refuse_query(*names: str) -> Problem:
    """Return the refusal of what makes no sense in the query."""
    return Problem(400, "bad_query", f"query: {', '.join(names)} cannot be read; see the description of each")
