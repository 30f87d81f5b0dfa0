"""Hardware tokens by the REST API."""

from base64 import b64decode
from datetime import datetime
from typing import Any

from msgspec import Struct

from idp.admin.api.operation import DEFAULT_LIMIT, Call, Listing, Operation, Told
from idp.admin.api.problems import Fault, Faults, NotFound, Problem
from idp.admin.people.answers import Count
from idp.admin.people.helped import UnknownPerson
from idp.admin.permissions import Permission
from idp.admin.tokens.desk import Moved, NotMoved, Placed, TokenDesk, UnknownToken
from idp.admin.tokens.importing import Importing, UnknownImport
from idp.admin.tokens.wording import say_fault
from idp.i18n import Catalogue
from idp.methods.tokens.cupboard import Taken
from idp.methods.tokens.draft import Draft
from idp.methods.tokens.token import State
from idp.methods.tokens.tokens import read_token_codes
from idp.methods.tokens.wrong import WrongFile

SENTENCES = {
    NotMoved.OWN: "nobody hands a token out to themselves",
    NotMoved.INACTIVE: "the person may not sign in, so gets no token",
    NotMoved.ELSEWHERE: "the token is not where that takes it from; read it again",
}


class TokensListed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which tokens to list."""

    state: State | None = None
    limit: int = DEFAULT_LIMIT
    after: str = ""
    """A serial number."""


class TokenTold(Struct, frozen=True, kw_only=True):
    """One token: all but its seed. Addresses take its id or its serial number."""

    token_id: str
    serial: str
    type: str
    algorithm: str
    digits: int
    period_seconds: int
    state: State
    person_id: str | None
    holder: str
    handed_out_at: datetime | None
    last_used_at: datetime | None


class HandOut(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To whom."""

    person_id: str


class TwoCodes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two codes that the token showed one after the other."""

    first_code: str
    next_code: str


class FileSent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of tokens."""

    content: str
    """The file in base64: CSV, or a key container (RFC 6030)."""
    key: str = ""
    """What opens an encrypted container, in hexadecimal or base64."""
    password: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """One token of a file, without its seed."""

    line: int
    serial: str
    type: str
    algorithm: str
    digits: int
    period_seconds: int


class LineFault(Struct, frozen=True, kw_only=True):
    """What is wrong with a line."""

    line: int
    detail: str


class PreviewTold(Struct, frozen=True, kw_only=True):
    """What a file holds. `import_id` is good for half an hour; null when a line is wrong, or there is none."""

    tokens: list[Row]
    faults: list[LineFault]
    import_id: str | None


def build_token_operations(
    desk: TokenDesk, importing: Importing, english: Catalogue
) -> tuple[Operation, ...]:
    """Return the operations."""
    read, help_, write = (Permission.PEOPLE_READ,), (Permission.PEOPLE_HELP,), (Permission.PEOPLE_WRITE,)

    def list_tokens(call: Call) -> Listing:
        wanted: TokensListed = call.query
        found, after = desk.list(call.actor, wanted.state, wanted.after, wanted.limit, call.now)
        return Listing(tuple(map(describe, found)), after)

    def show(call: Call) -> TokenTold:
        return describe(desk.get(call.actor, call.path["token"], call.now))

    def hand_out(call: Call) -> Count:
        return moved(desk.hand_out(call.actor, call.path["token"], call.body.person_id, call.now))

    def take_back(call: Call) -> Count:
        return moved(desk.take_back(call.actor, call.path["token"], call.now))

    def report_lost(call: Call) -> Count:
        return moved(desk.report_lost(call.actor, call.path["token"], call.now))

    def set_right(call: Call) -> None:
        codes = read_token_codes(call.body.first_code)[0], read_token_codes(call.body.next_code)[0]
        if not desk.set_right(call.actor, call.path["token"], codes, call.now):
            raise Problem(
                409, "not_in_a_row", "the codes are not two in a row of this token; get two new ones"
            )

    def preview(call: Call) -> PreviewTold:
        sent: FileSent = call.body
        try:
            data = b64decode(sent.content, validate=True)
        except ValueError:
            raise Faults((Fault("content", "send the file in base64"),)) from None
        try:
            made = importing.preview(call.actor, data, call.now, key=sent.key, password=sent.password)
        except WrongFile as wrong:
            raise Faults((Fault("content", say_fault(wrong, english)),)) from None
        return PreviewTold(
            tokens=[describe_draft(draft) for draft in made.drafts],
            faults=[LineFault(line=fault.line, detail=say_fault(fault, english)) for fault in made.faults],
            import_id=made.import_id,
        )

    def apply(call: Call) -> Told:
        try:
            added = importing.apply(call.actor, call.path["import_id"], call.now)
        except UnknownImport as unknown:
            raise NotFound(str(unknown)) from None
        if isinstance(added, Taken):
            raise Problem(409, "taken", f"{added}: this token was added meanwhile; nothing was added")
        return Told(Count(count=added), location="/tokens")

    def declare(name: str, method: Any, path: str, summary: str, act: Any, **more: Any) -> Operation:
        def found(call: Call) -> Any:
            try:
                return act(call)
            except UnknownToken:
                raise NotFound("no token has this id or serial number") from None
            except UnknownPerson:
                raise Faults((Fault("person_id", "no directory knows anybody of this id"),)) from None

        given: dict[str, Any] = {"permissions": help_, "answer": Count} | more
        return Operation(
            name=name, method=method, path=path, summary=summary, act=found, tag="tokens", **given
        )

    one = "/tokens/{token}"
    return (
        declare(
            "listTokens", "GET", "/tokens", "Hardware tokens by serial number.", list_tokens,
            query=TokensListed, answer=TokenTold, is_list=True, permissions=read,
        ),
        declare("readToken", "GET", one, "One token.", show, answer=TokenTold, permissions=read),
        declare("handOutToken", "POST", f"{one}/hand-out", "Give a token to a person, who is told.", hand_out, body=HandOut),
        declare("takeBackToken", "POST", f"{one}/take-back", "Take a token back for the next person.", take_back),
        declare("reportTokenLost", "POST", f"{one}/lost", "Write a token off as lost.", report_lost),
        declare(
            "setTokenRight", "POST", f"{one}/resync", "Set a token right by two codes in a row, which are used up.",
            set_right, body=TwoCodes, answer=None,
        ),
        declare(
            "previewTokens", "POST", "/token-imports", "Read a file of tokens, and add nothing.", preview,
            body=FileSent, answer=PreviewTold, permissions=write,
        ),
        declare(
            "importTokens", "POST", "/token-imports/{import_id}/apply", "Add every token of a previewed file.",
            apply, permissions=write, status=201,
        ),
    )  # fmt: skip


def moved(done: Moved | NotMoved) -> Count:
    """Return how many sign-ins ended with it. Raises Problem 409 when nothing moved."""
    if isinstance(done, NotMoved):
        raise Problem(409, done.value, SENTENCES[done])
    return Count(count=done.ended)


def describe(placed: Placed) -> TokenTold:
    """Return one token."""
    token = placed.token
    return TokenTold(
        token_id=token.token_id,
        serial=token.serial,
        type=token.make.kind.value,
        algorithm=token.make.algorithm.value,
        digits=token.make.digits,
        period_seconds=token.make.period_seconds,
        state=token.state,
        person_id=token.person_id,
        holder=placed.holder,
        handed_out_at=token.handed_out_at,
        last_used_at=token.last_used_at,
    )


def describe_draft(draft: Draft) -> Row:
    """Return one line of a file."""
    make = draft.make
    return Row(
        line=draft.line,
        serial=draft.serial,
        type=make.kind.value,
        algorithm=make.algorithm.value,
        digits=make.digits,
        period_seconds=make.period_seconds,
    )
