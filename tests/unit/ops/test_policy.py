"""A policy is looked at, and a change of it tried, from the command line."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from idp.audit.events import Event, Tag
from idp.clock import system_clock
from idp.config.reading import read_config
from idp.ops.opened import open_database
from tests.unit.ops.conftest import CHECKOUT, Run

IN_FORCE = CHECKOUT / "idp/ops/demo/policy.toml"
PERSON = ("people", "add", "astlun001", "--realm", "adm", "--given-name", "Asta", "--family-name", "Lund")
ASK = ("policy", "simulate", "--zone", "remote", "--at", "2026-11-24T04:50")
Draft = Callable[..., str]


@pytest.fixture
def draft(folder: Path) -> Draft:
    """Write a draft: the demo's policy with one passage of a service written otherwise."""

    def write(service: str, old: str, new: str) -> str:
        head, mark, rest = IN_FORCE.read_text(encoding="utf-8").partition(f"[{service}]")
        assert old in rest
        (folder / "draft.toml").write_text(head + mark + rest.replace(old, new, 1), encoding="utf-8")
        return "draft.toml"

    return write


@pytest.fixture
def stricter(draft: Draft) -> str:
    return draft("services.vab", 'outside = "mail"', 'outside = "app"')


def test_a_sound_policy_is_in_order_and_says_what_holds(idp: Run) -> None:
    said = idp("policy", "check")
    assert said.code == 0
    assert said.out.startswith(f"{IN_FORCE}: in order. 18 services, 5 zones.\n")
    assert "  holds: Enrolment is allowed neither outside nor by proofs from outside.\n" in said.out


def test_a_draft_is_checked_without_a_configuration(idp: Run, folder: Path, stricter: str) -> None:
    (folder / "idp.toml").unlink()
    assert idp("policy", "check", stricter).code == 0


@pytest.mark.parametrize(
    ("service", "old", "new", "fault"),
    [
        (
            "services.enrolment",
            'outside = "never"',
            'outside = "app"',
            "services.enrolment opens in 'remote' with",
        ),
        ("services.enrolment", 'inside = "password"', 'inside = "app"', "opens to nobody who is new"),
        ("services.portal", '["everyone"]', '["chefer"]', "is for chefer alone and locks others out"),
        ("zones.skola", '"192.0.2.64/26"', '"0.0.0.0/0"', "zones.skola.networks puts 0.0.0.0/0 inside"),
        ("zones.skola", '"2001:db8:b::/48"', '"::/0"', "zones.skola.networks puts ::/0 inside"),
        ("zones.vpn", '"198.51.100.0/27"', '"0.0.0.0/0"', "although addresses nobody knows are for 'remote'"),
    ],
)
def test_a_draft_that_breaks_a_promise_is_refused_with_1_and_the_line(
    idp: Run, draft: Draft, service: str, old: str, new: str, fault: str
) -> None:
    said = idp("policy", "check", draft(service, old, new))
    assert said.code == 1, said.err
    first, *rest = said.out.splitlines()
    assert first.startswith("draft.toml: refused, ")
    assert any(line.startswith("  draft.toml:") and fault in line for line in rest)


def test_every_command_that_takes_a_draft_refuses_one_that_breaks_a_promise(
    installed: Run, draft: Draft
) -> None:
    bad = draft("services.enrolment", 'outside = "never"', 'outside = "app"')
    ask = (*ASK, "--groups", "x", "--method", "none")
    for words in (
        ("compare", bad),
        ("rehearse", bad),
        ("matrix", "--draft", bad),
        (*ask[1:], "--draft", bad),
    ):
        said = installed("policy", *words)
        assert (said.code, said.out.partition(",")[0]) == (1, "draft.toml: refused"), words


def test_serving_and_checking_refuse_it_in_the_same_words(installed: Run, folder: Path, draft: Draft) -> None:
    bad = draft("services.enrolment", 'outside = "never"', 'outside = "app"')
    line = installed("policy", "check", bad).out.splitlines()[1].strip()
    config = folder / "idp.toml"
    config.write_text(config.read_text().replace(str(IN_FORCE), bad))
    assert line.split(":", 1)[1] in installed("serve").err
    said = installed("check")
    assert said.code == 2
    assert line.split(":", 1)[1] in said.out


def test_a_file_that_is_not_there_is_used_wrongly(idp: Run) -> None:
    assert idp("policy", "check", "nowhere.toml").code == 2


def test_the_matrix_has_a_line_for_zones_that_are_alike(idp: Run) -> None:
    lines = [line.split() for line in idp("policy", "matrix", "--service", "lonebesked").out.splitlines()]
    assert lines[0][:5] == ["SERVICE", "GROUPS", "ZONES", "PASSWORD", "MAIL"]
    assert lines[1][5:] == [".", "no", "yes", "yes", ".", "yes", "yes", "yes", "yes", "05–23"]
    assert lines[2][-1] == "05–23"
    assert len(lines) == 3


def test_a_scripts_matrix_has_every_zone_by_itself(idp: Run) -> None:
    rows = json.loads(idp("policy", "matrix", "--service", "sjalvservice-chef", "--json").out)
    assert [row["zone"] for row in rows] == ["remote", "gast", "vpn", "skola", "admin"]
    assert rows[0]["methods"] == {
        "password": "not_offered",
        "bypass": "not_offered",
        **dict.fromkeys(("mail", "sms", "recovery", "token"), "too_weak"),
        **dict.fromkeys(("app", "key", "passkey"), "opens"),
    }
    assert rows[0]["hours"] == "mon–fri 06–20; closed day 18–19 of each month"


def test_a_service_that_is_misspelt_is_used_wrongly(idp: Run) -> None:
    said = idp("policy", "matrix", "--service", "lonebesket")
    assert (said.code, said.err) == (
        2,
        "the policy has no service 'lonebesket'; did you mean 'lonebesked'?\n",
    )


def test_a_closed_service_reads_as_its_person_would_read_it(idp: Run) -> None:
    said = idp(*ASK, "--groups", "alla-anstallda", "--method", "sms", "--service", "lonebesked")
    assert said.code == 0
    assert said.out.splitlines()[2:] == [
        "lonebesked: closed  as sms in remote",
        "  why: closed now",
        "  reads: Stängt. Öppnar igen i dag kl. 05.00.",
        "  would get in: at Tue 2026-11-24 05:00",
    ]


def test_a_person_of_the_directory_is_simulated_as_they_are(installed: Run) -> None:
    added = installed(*PERSON, "--group", "alla-anstallda", "--password-stdin", typed="regn mot en ruta\n")
    assert added.code == 0, added.err
    ask = (*ASK, "--person", "astlun001@adm", "--method", "mail", "--service", "webbmejl")
    said = installed(*ask)
    assert "webbmejl: needs proof  as mail in remote" in said.out
    assert "  would get in: signed in with sms\n" in said.out
    installed("people", "disable", "astlun001", "--realm", "adm")
    assert "webbmejl: refused" in installed(*ask).out


def test_an_address_is_placed_as_a_visitors_would_be(idp: Run) -> None:
    said = idp(
        *("policy", "simulate", "--groups", "alla-anstallda", "--address", "192.0.2.5"),
        *("--method", "password", "--service", "vab", "--json"),
    )
    (answer,) = json.loads(said.out)
    assert (answer["zone"], answer["decision"]["outcome"]) == ("admin", "allowed")


def test_a_scripts_answer_holds_the_whole_decision(idp: Run) -> None:
    said = idp(
        *ASK,
        "--groups",
        "alla-anstallda",
        "--method",
        "password,totp",
        "--service",
        "omsorgsjournal",
        "--json",
    )
    (answer,) = json.loads(said.out)
    assert answer["decision"]["reasons"] == [{"reason": "NotInGroup", "groups": ["hemtjanst"]}]
    assert answer["decision"]["acr"] == {"level": "app", "zone": "remote"}
    assert answer["would_get_in"] == []


def test_somebody_who_has_not_signed_in_is_asked_to(idp: Run) -> None:
    said = idp(*ASK, "--groups", "x", "--method", "none", "--service", "vab", "--language", "en")
    assert "vab: needs proof\n  why: not signed in\n" in said.out


def test_the_draft_answers_when_it_is_named(idp: Run, stricter: str) -> None:
    ask = (*ASK, "--groups", "alla-anstallda", "--method", "mail", "--service", "vab")
    assert "vab: allowed" in idp(*ask).out
    assert "vab: needs proof" in idp(*ask, "--draft", stricter).out


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--zone", "remote", "--method", "sms"), "name --person or --groups, one of the two"),
        (("--groups", "x", "--method", "sms"), "name --zone or --address, one of the two"),
        (("--groups", "x", "--zone", "remot", "--method", "sms"), "no zone 'remot'; did you mean 'remote'?"),
        (("--groups", "x", "--address", "here", "--method", "sms"), "'here' is no network address"),
        (
            ("--groups", "x", "--zone", "remote", "--method", "totq"),
            "neither a level of the policy nor a method",
        ),
        (("--groups", "x", "--zone", "remote", "--method", "sms", "--at", "noon"), "'noon' is no moment"),
        (("--groups", "x", "--zone", "remote", "--method", "sms", "--language", "xx"), "no texts in 'xx'"),
        (("--person", "asta", "--zone", "remote", "--method", "sms"), "write the person as USER@REALM"),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_line(idp: Run, words: tuple[str, ...], fault: str) -> None:
    said = idp("policy", "simulate", *words)
    assert said.code == 2
    assert fault in said.err


def test_a_comparison_counts_first_and_names_zones_that_are_alike_together(idp: Run, stricter: str) -> None:
    lines = idp("policy", "compare", stricter).out.splitlines()
    assert lines[0] == "stricter: 3 services and zones."
    assert lines[3].split()[:5] == ["vab", "remote,", "gast,", "vpn", "stricter"]
    assert lines[3].endswith("no longer with mail, sms, recovery, token")


def test_addresses_that_change_zone_are_named(idp: Run, draft: Draft) -> None:
    moved = draft("zones.skola", '"192.0.2.64/26"', '"192.0.2.64/27"')
    (move,) = json.loads(idp("policy", "compare", moved, "--json").out)["addresses"]
    assert move == {
        "network": "192.0.2.64/26",
        "before": "skola",
        "after": "remote",
        "but": ["192.0.2.64/27"],
    }
    assert "192.0.2.64/26 but 192.0.2.64/27  skola  remote" in idp("policy", "compare", moved).out


def test_a_draft_that_says_the_same_in_other_words_changes_nothing(idp: Run, draft: Draft) -> None:
    same = draft("services.vab", 'en = "Care of a sick child"', 'en = "Sick child"')
    assert "lets the same people in" in idp("policy", "compare", same).out


def record(folder: Path, *events: Event) -> None:
    with open_database(read_config(folder / "idp.toml", {})) as database, database.begin() as stores:
        for event in events:
            stores.audit.record(event)


def record_visit(folder: Path, person_id: str, at: datetime) -> None:
    """Record that somebody signed in from home with a mailed code and opened a service from the list."""
    where = {"person_id": person_id, "sid": f"s-{person_id}", "zone": "remote", "address": "203.0.113.200"}
    record(
        folder,
        Event(Tag.SESSION_STARTED, at, outcome="password", **where),
        Event(Tag.SESSION_STEPPED_UP, at, outcome="mail", **where),
        Event(Tag.SERVICE_STARTED, at, level="mail", details={"service": "vab"}, **where),
        Event(Tag.AUTHORIZATION_GRANTED, at, client_id="gone", level="mail", **where),
    )


def test_a_rehearsal_counts_first_and_says_who_and_what_it_cannot_tell(
    installed: Run, folder: Path, stricter: str
) -> None:
    installed(*PERSON, "--group", "alla-anstallda", "--password-stdin", typed="regn mot en ruta\n")
    asta = json.loads(installed("people", "show", "astlun001", "--realm", "adm", "--json").out)
    record_visit(folder, asta["id"], system_clock() - timedelta(days=1))
    record_visit(folder, "of-ldap", system_clock() - timedelta(days=1))
    record_visit(folder, "long-ago", system_clock() - timedelta(days=8))
    said = installed("policy", "rehearse", stricter)
    assert said.code == 0, said.err
    assert said.out.startswith(
        "The last 7 days: 4 answers to 2 people replayed.\n  2 as before\n  0 kept out"
    )
    assert "  2 asked for more (2 people)\n" in said.out
    rows = [line.split()[:4] for line in said.out.splitlines() if " vab " in line]
    assert sorted(rows) == sorted(
        [["astlun001@adm", "vab", "remote", "asked"], ["of-ldap", "vab", "remote", "asked"]]
    )
    assert "opens with app, key, passkey" in said.out
    assert "  2: its application is no longer registered, or belongs to no service\n" in said.out
    assert "\nThe trail cannot tell:\n" in said.out


def test_a_rehearsal_writes_nothing(installed: Run, folder: Path, stricter: str) -> None:
    record_visit(folder, "p1", system_clock())
    before = (folder / "idp.sqlite").read_bytes()
    assert installed("policy", "rehearse", stricter).code == 0
    assert (folder / "idp.sqlite").read_bytes() == before


def test_a_trail_that_is_younger_than_the_days_says_when_it_begins(
    installed: Run, folder: Path, stricter: str
) -> None:
    record_visit(folder, "p1", system_clock() - timedelta(days=2))
    assert ": the trail begins then\n" in installed("policy", "rehearse", stricter).out
    assert ": the trail begins then\n" not in installed("policy", "rehearse", stricter, "--days", "1").out


def test_a_rehearsal_says_when_it_looks_back_beyond_what_kept_its_details(
    installed: Run, folder: Path, draft: Draft
) -> None:
    config = folder / "idp.toml"
    config.write_text(
        f"{config.read_text()}\n[audit.shorter]\nsign_in = 200\napplication = 100\nadmin = 90\n"
    )
    same = draft("services.portal", '["everyone"]', '["everyone"]')
    said = "some of what happened more than 100 days ago: its details are gone (audit.shorter)"
    assert said in installed("policy", "rehearse", same, "--days", "101").out
    assert said not in installed("policy", "rehearse", same, "--days", "100").out


def test_a_longer_rehearsal_looks_further_back(installed: Run, folder: Path, stricter: str) -> None:
    record_visit(folder, "long-ago", system_clock() - timedelta(days=8))
    assert json.loads(installed("policy", "rehearse", stricter, "--json").out)["replayed"] == 0
    longer = json.loads(installed("policy", "rehearse", stricter, "--days", "9", "--json").out)
    assert longer["effects"] == {"kept out": 0, "asked for more": 1, "let in": 0}
    assert longer["affected"][0]["person"] == "long-ago"


def test_a_trail_without_anything_says_so(installed: Run, stricter: str) -> None:
    assert "Nothing was recorded in these days.\n" in installed("policy", "rehearse", stricter).out
