"""The audit trail by the REST API."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from idp.admin.actor import Actor, Forbidden, Kind, build_operator
from idp.admin.api.operation import Call, Text, Told
from idp.admin.api.problems import Faults, NotFound, Problem
from idp.admin.audit import desk as desk_module
from idp.admin.audit.checkpoint_desk import CheckpointDesk
from idp.admin.audit.desk import AuditDesk
from idp.admin.audit.forms import Form
from idp.admin.audit.operations import build_audit_operations
from idp.admin.audit.shapes import AskedCheckpoints, AskedExport, AskedPage, AskedVerification
from idp.admin.audit.verifying import Verifying
from idp.admin.permissions import GRANTED, Role
from idp.audit.events import Event, Tag
from idp.chance import SystemChance
from idp.storage.trail.audit import audit_trail
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PEOPLE = ("d0" * 16, "d1" * 16)
ISSUER = "https://login.havsvik.example"
AUDITOR = Actor(Kind.PERSON, "p-karin", GRANTED[Role.AUDITOR], person_id="p-karin")
HELPDESK = Actor(Kind.PERSON, "p-anna", GRANTED[Role.HELPDESK], person_id="p-anna")


class Api:
    """The operations over one database."""

    def __init__(self, database: Database) -> None:
        units = (database.begin, database.read, STORE_KEYS.audit)
        self.database = database
        self.operations = {
            one.name: one
            for one in build_audit_operations(
                AuditDesk(*units, "login.havsvik.example"),
                CheckpointDesk(*units, ISSUER),
                Verifying(*units, lambda: NOW, SystemChance().identifier, lambda work: work()),
            )
        }

    def ask(self, name: str, *, actor: Actor = AUDITOR, **call: Any) -> Any:
        return self.operations[name].act(Call(actor, NOW, **call))

    def last(self, tag: Tag) -> dict[str, Any]:
        with self.database.read() as stores:
            rows = [row for row in stores.audit.load_rows() if row.tag == tag]
        fields: dict[str, Any] = json.loads(rows[-1].fields)
        return fields


@pytest.fixture
def api(sqlite_database: Database) -> Api:
    with sqlite_database.begin() as stores:
        for number in range(7):
            at = NOW + timedelta(minutes=number)
            stores.audit.record(Event(Tag.PASSWORD_WRONG, at, person_id=PEOPLE[number % 2]))
    return Api(sqlite_database)


def test_a_list_goes_on_after_its_cursor(api: Api) -> None:
    first = api.ask("searchAudit", query=AskedPage(limit=4))
    rest = api.ask("searchAudit", query=AskedPage(limit=4, after=first.after))
    assert [one.seq for one in first.items] == [7, 6, 5, 4]
    assert [one.seq for one in rest.items] == [3, 2, 1]
    assert rest.after is None


def test_who_asked_and_about_whom_is_recorded(api: Api) -> None:
    api.ask("searchAudit", query=AskedPage(person=PEOPLE[1], kind="password"))
    fields = api.last(Tag.AUDIT_SEARCHED)
    assert (fields["by"], fields["person_id"], fields["row_count"]) == ("p-karin", PEOPLE[1], 3)


@pytest.mark.parametrize(
    "query",
    [
        AskedPage(person="nils@adm"),
        AskedPage(by="Nils Ek"),
        AskedPage(kind="nonsense"),
        AskedPage(since="yesterday"),
        AskedPage(after="-1"),
        AskedPage(after="9" * 40),
    ],
)
def test_what_makes_no_sense_is_refused(api: Api, query: AskedPage) -> None:
    with pytest.raises(Problem) as refused:
        api.ask("searchAudit", query=query)
    assert refused.value.status == 400


def test_a_row_is_told_with_its_place(api: Api) -> None:
    row = api.ask("showAuditEvent", path={"seq": "3"})
    assert (row.seq, row.tag, row.fields, row.is_whole) == (
        3,
        "password.wrong",
        {"person_id": PEOPLE[0]},
        True,
    )
    with pytest.raises(NotFound):
        api.ask("showAuditEvent", path={"seq": "99"})


def test_an_export_comes_in_pieces_that_name_the_next_one(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "PART", 2)
    monkeypatch.setattr("idp.storage.trail.search.ROWS_AT_ONCE", 2)
    wanted = AskedExport(kind="password.wrong", format=Form.CSV)
    first: Told = api.ask("exportAudit", query=wanted)
    assert isinstance(first.body, Text)
    assert first.body.text.count("\r\n") == 3
    ((name, link),) = first.headers
    assert name == "Link"
    assert "after=2" in link
    assert "format=csv" in link
    rest: Told = api.ask("exportAudit", query=AskedExport(kind="password.wrong", format=Form.CSV, after="2"))
    assert isinstance(rest.body, Text)
    assert rest.body.text.count("\r\n") == 2
    assert api.last(Tag.AUDIT_EXPORTED)["form"] == "csv"


def test_a_checkpoint_is_signed_listed_and_held_against_the_chain(api: Api) -> None:
    signed = api.ask("makeAuditCheckpoint")
    assert signed.seq == 7
    (made,) = api.ask("listAuditCheckpoints", query=AskedCheckpoints()).items
    assert (made.seq, made.way, made.by) == (7, "download", "p-karin")
    told: Told = api.ask("verifyAudit", body=AskedVerification(checkpoint=signed.token))
    assert told.location == "/audit/verification"
    state = api.ask("showAuditVerification")
    assert (state.state, state.total, state.done, state.breaks) == ("whole", 8, 8, [])


def test_a_checkpoint_of_somebody_else_is_refused(api: Api) -> None:
    with pytest.raises(Faults):
        api.ask("verifyAudit", body=AskedVerification(checkpoint="7:abc"))


def test_before_the_first_check_there_is_none(api: Api) -> None:
    with pytest.raises(NotFound):
        api.ask("showAuditVerification")


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("searchAudit", {"query": AskedPage()}),
        ("showAuditEvent", {"path": {"seq": "1"}}),
        ("exportAudit", {"query": AskedExport()}),
        ("makeAuditCheckpoint", {}),
        ("listAuditCheckpoints", {"query": AskedCheckpoints()}),
        ("verifyAudit", {"body": AskedVerification()}),
        ("showAuditVerification", {}),
    ],
)
def test_the_helpdesk_is_refused_everywhere(api: Api, name: str, call: dict[str, Any]) -> None:
    with pytest.raises(Forbidden):
        api.ask(name, actor=HELPDESK, **call)


def test_the_operator_may_do_everything(api: Api) -> None:
    assert api.ask("searchAudit", actor=build_operator("root"), query=AskedPage()).items


def test_a_row_without_fields_and_how_many_there_are_is_told(api: Api) -> None:
    api.database.bind()
    with api.database.engine.begin() as connection:
        emptied = {"fields": "", "person_id": None, "client_id": None}
        connection.execute(update(audit_trail).where(audit_trail.c.seq == 3).values(emptied))
    row = api.ask("showAuditEvent", path={"seq": "3"})
    assert (row.fields, row.is_emptied, row.is_whole) == ({}, True, False)
    begun = api.ask("verifyAudit", body=AskedVerification())
    assert begun.body.state == "running"
    found = api.ask("showAuditVerification")
    assert (found.state, found.emptied, [one.first for one in found.breaks]) == ("broken", 0, [3])
    with api.database.begin() as stores:
        stores.audit.record(Event(Tag.AUDIT_EMPTIED, NOW, details={"kinds": "password", "last_row": 3}))
    assert api.ask("showAuditEvent", path={"seq": "3"}).is_whole is True
