"""Taking people in by the REST API."""

from msgspec import Struct

from idp.admin.api.operation import Call, Operation, Told
from idp.admin.api.problems import Conflict, Fault, Faults, NotFound
from idp.admin.people_import.columns import Column
from idp.admin.people_import.desk import Done, NoUpload, PeopleImport, Stopped
from idp.admin.people_import.preview import Preview
from idp.admin.people_import.row import Refused, Why, WrongFile, WrongFileKind
from idp.admin.permissions import Permission


class ImportWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file to look at: `csv` is its text. `realm` is for people whose line does not say."""

    csv: str
    realm: str | None = None
    disable_missing: bool = False
    """Whether those whom the file does not name are kept out."""


class RefusedLine(Struct, frozen=True, kw_only=True):
    """A line that is refused, and why."""

    line: int
    why: Why
    column: Column | None


class ChangedLine(Struct, frozen=True, kw_only=True):
    """A line that changes somebody, and what."""

    line: int
    username: str
    fields: tuple[str, ...]


class AddedLine(Struct, frozen=True, kw_only=True):
    """A line that adds somebody."""

    line: int
    username: str


class MissingPerson(Struct, frozen=True, kw_only=True):
    """Somebody whom the file does not name."""

    realm: str
    username: str


class ImportPreview(Struct, frozen=True, kw_only=True):
    """What the file would do. Every line is counted; the first of each kind are listed."""

    import_id: str
    fingerprint: str
    """Says what was looked at; needed to take the file in."""
    counts: dict[str, int]
    brakes: bool
    """Whether so many would be kept out that it takes `pass_brake`."""
    refused: tuple[RefusedLine, ...]
    changed: tuple[ChangedLine, ...]
    added: tuple[AddedLine, ...]
    missing: tuple[MissingPerson, ...]


class ImportApproval(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Says that a file is to be taken in as it was looked at."""

    fingerprint: str
    pass_brake: bool = False


class ImportReport(Struct, frozen=True, kw_only=True):
    """What was done."""

    counts: dict[str, int]


FILE: dict[WrongFileKind, str] = {
    WrongFileKind.LARGE: "it has at most 32 MiB",
    WrongFileKind.ROWS: "it has at most 100 000 lines",
    WrongFileKind.ENCODING: "it is text that can be written in UTF-8",
    WrongFileKind.TABLE: "line {place} is no line of a table",
    WrongFileKind.EMPTY: "it holds nobody; the first line names the columns",
    WrongFileKind.UNKNOWN: "column {place} is unknown",
    WrongFileKind.TWICE: "column {place} is there twice",
    WrongFileKind.MISSING: "a column named username is needed",
}


def build_import_operations(desk: PeopleImport) -> tuple[Operation, ...]:
    """Return the operations."""

    def prepare(call: Call) -> Told:
        wanted: ImportWanted = call.body
        if wanted.realm is not None and wanted.realm not in desk.realms:
            raise Faults((Fault("realm", f"write one of {', '.join(desk.realms)}"),))
        try:
            upload_id = desk.prepare(
                call.actor,
                wanted.csv.encode(),
                wanted.realm,
                call.now,
                disables_missing=wanted.disable_missing,
            )
        except WrongFile as wrong:
            raise Faults((Fault("csv", FILE[wrong.kind].format(place=wrong.place)),)) from None
        preview = desk.preview(call.actor, upload_id, call.now)
        return Told(describe(upload_id, preview), location=f"/people/imports/{upload_id}")

    def look(call: Call) -> ImportPreview:
        upload_id = call.path["import_id"]
        try:
            return describe(upload_id, desk.preview(call.actor, upload_id, call.now))
        except NoUpload:
            raise NotFound("there is no such file, or its hour is over, or it was taken in") from None

    def apply(call: Call) -> ImportReport:
        approval: ImportApproval = call.body
        try:
            done = desk.apply(
                call.actor,
                call.path["import_id"],
                approval.fingerprint,
                call.now,
                passes_brake=approval.pass_brake,
            )
        except NoUpload:
            raise NotFound("there is no such file, or its hour is over, or it was taken in") from None
        match done:
            case Done(counts):
                return ImportReport(counts={kind.value: count for kind, count in counts.items()})
            case Stopped.MOVED:
                raise Conflict
            case Stopped.REFUSED:
                raise Faults((Fault("fingerprint", "lines of the file are refused; nothing was changed"),))
            case Stopped.BRAKE:
                raise Faults(
                    (Fault("pass_brake", "very many would be kept out; say so; nothing was changed"),)
                )

    def drop(call: Call) -> None:
        try:
            desk.drop(call.actor, call.path["import_id"], call.now)
        except NoUpload:
            raise NotFound("there is no such file, or its hour is over, or it was taken in") from None

    write, one = (Permission.PEOPLE_WRITE,), "/people/imports/{import_id}"
    return (
        Operation(
            name="prepareImport",
            method="POST",
            path="/people/imports",
            permissions=write,
            summary="Send a file of people and see what it would do; nothing is changed.",
            act=prepare,
            tag="people",
            body=ImportWanted,
            answer=ImportPreview,
            status=201,
        ),
        Operation(
            name="previewImport",
            method="GET",
            path=one,
            permissions=write,
            summary="See again what a file would do.",
            act=look,
            tag="people",
            answer=ImportPreview,
        ),
        Operation(
            name="applyImport",
            method="POST",
            path=f"{one}/apply",
            permissions=write,
            summary="Take a file in, whole, as it was looked at.",
            act=apply,
            tag="people",
            body=ImportApproval,
            answer=ImportReport,
        ),
        Operation(
            name="dropImport",
            method="DELETE",
            path=one,
            permissions=write,
            summary="Throw a file away.",
            act=drop,
            tag="people",
        ),
    )


def describe(upload_id: str, preview: Preview) -> ImportPreview:
    """Return what the API tells of a preview."""
    return ImportPreview(
        import_id=upload_id,
        fingerprint=preview.fingerprint,
        counts={kind.value: count for kind, count in preview.counts.items()},
        brakes=preview.brakes,
        refused=tuple(map(describe_refused, preview.refused)),
        changed=tuple(
            ChangedLine(line=one.line, username=one.username, fields=one.fields) for one in preview.changed
        ),
        added=tuple(AddedLine(line=one.line, username=one.username) for one in preview.added),
        missing=tuple(MissingPerson(realm=one.realm, username=one.username) for one in preview.missing),
    )


def describe_refused(one: Refused) -> RefusedLine:
    """Return a refused line."""
    return RefusedLine(line=one.line, why=one.why, column=one.column)
