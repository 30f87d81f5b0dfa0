"""What staff and programs look for in earnest: people by parts of words, the trail by every field, SCIM's filters."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from idp.admin.api.answering import PREFIX as API
from idp.admin.scim.names import PREFIX as SCIM
from tests.bench.console.question import Question
from tests.bench.console.seeding.people import EVERYBODY, LARGE
from tests.bench.console.visitors import Visitor, read_csrf

TYPED: Final[Mapping[str, Mapping[str, str]]] = {
    "name's beginning": {"typed": "bergs"},
    "frequent first name": {"typed": "anna"},
    "one letter": {"typed": "s"},
    "two words": {"typed": "anna berg"},
    "two frequent letters": {"typed": "a b"},
    "second word of a name": {"typed": "karin"},
    "personal number": {"typed": "195000000123"},
    "employment": {"typed": "1054321"},
    "nobody": {"typed": "zzyzx"},
    "frequent word in a rare group": {"typed": "anna", "group": "grupp-007"},
    "rare word in everybody's group": {"typed": "lise-lotte sjöhage", "group": EVERYBODY},
    "nobody in everybody's group": {"typed": "anna zzyzx", "group": EVERYBODY},
    "group of 20,000": {"group": LARGE},
    "everybody's group in a realm": {"group": EVERYBODY, "realm": "skola"},
    "a realm": {"realm": "skola"},
}


def search_people(staff: Mapping[str, Visitor]) -> Iterator[Question]:
    """Yield the pages that answer what was typed, as each role that looks for people."""
    for who in ("administrator", "helpdesk"):
        csrf = read_csrf(staff[who], "/admin/people")
        for name, typed in TYPED.items():
            sent = staff[who].ask(Question("", "/admin/people", "POST", body={"csrf": csrf, **typed}))
            yield Question(f"people: {name}", sent.location, who=who)
    for name, typed in TYPED.items():
        words = {"words" if key == "typed" else key: value for key, value in typed.items()}
        body = {"words": "", **words}
        yield Question(f"people: {name}", f"{API}/people/search", "POST", "rest", body, is_json=True)


def search_audit(person_id: str, now: datetime, end: int) -> Iterator[Question]:
    """Yield searches of the trail in the console and by the REST API, and exports, which begin to stream."""
    day, week, year = (f"{now - timedelta(days=days):%Y-%m-%d}" for days in (1, 7, 365))
    asked: Mapping[str, Mapping[str, str]] = {
        "everything": {},
        "person with most": {"person": person_id},
        "application": {"client": "c-150"},
        "frequent kind": {"kind": "refresh.used"},
        "rare kind": {"kind": "client.changed"},
        "kind that never was": {"kind": "passkey.added"},
        "group of kinds": {"kind": "factor"},
        "zone": {"zone": "skola"},
        "who did it": {"by": person_id},
        "zone where nobody was": {"zone": "vpn"},
        "last week": {"since": week},
        "one old day": {"since": year, "until": year},
        "before a year ago": {"until": year},
        "person, kind, zone, a year": {
            "person": person_id, "kind": "session.started", "zone": "skola", "since": year, "until": day,
        },
        "application, rare kind, a week": {"client": "c-150", "kind": "client.changed", "since": week},
        "kind in a zone where nobody was": {"kind": "refresh.used", "zone": "vpn"},
    }  # fmt: skip
    for name, query in asked.items():
        yield Question(f"audit: {name}", f"/admin/audit?{urlencode(query)}")
        yield Question(f"audit: {name}", f"{API}/audit/events?{urlencode(query)}", who="rest")
    yield Question("audit: last page", "/admin/audit?before=51")
    yield Question("audit: middle", f"/admin/audit?before={end // 2}")
    yield Question("audit: back to newer", f"/admin/audit?after={end // 2}")
    for form in ("jsonl", "csv", "syslog"):
        path = f"{API}/audit/export?format={form}"
        yield Question(f"audit: export {form}, a piece", path, who="rest", is_streamed=True)


def export_audit(staff: Mapping[str, Visitor]) -> Iterator[Question]:
    """Yield the console's export of everything, of which the first piece is read."""
    form = {"csrf": read_csrf(staff["auditor"], "/admin/audit/export"), "form": "jsonl"}
    path = "/admin/audit/export"
    yield Question("audit: whole export begins", path, "POST", "auditor", form, is_streamed=True)


def ask_scim(group_id: str, person_id: str) -> Iterator[Question]:
    """Yield lists, filters and single resources of SCIM."""
    users: Mapping[str, Mapping[str, str]] = {
        "all": {},
        "userName eq": {"filter": 'userName eq "bench-owner"'},
        "externalId eq": {"filter": 'externalId eq "x-1054321"'},
        "familyName sw": {"filter": 'name.familyName sw "berg"'},
        "familyName co": {"filter": 'name.familyName co "zzyzx"'},
        "emails eq": {"filter": 'emails.value eq "nobody@havsvik.example"'},
        "active eq false": {"filter": "active eq false"},
        "members of a group of 20,000": {"filter": f'groups.value eq "{group_id}"'},
        "changed lately": {"filter": 'meta.lastModified gt "2099-01-01T00:00:00Z"'},
        "last page": {"startIndex": "99901"},
        "sorted by userName": {"sortBy": "userName"},
    }
    for name, query in users.items():
        yield Question(f"Users: {name}", f"{SCIM}/Users?{urlencode(query)}", who="scim")
    groups: Mapping[str, Mapping[str, str]] = {
        "all": {},
        "without members": {"excludedAttributes": "members"},
        "displayName eq": {"filter": f'displayName eq "{LARGE}"'},
        "members eq": {"filter": f'members.value eq "{person_id}"'},
    }
    for name, query in groups.items():
        yield Question(f"Groups: {name}", f"{SCIM}/Groups?{urlencode(query)}", who="scim")
    yield Question("User", f"{SCIM}/Users/{person_id}", who="scim")
    yield Question("Group of 20,000", f"{SCIM}/Groups/{group_id}", who="scim")


def page_rest(app_paths: Mapping[str, str]) -> Iterator[Question]:
    """Yield the lists of the REST API with their narrowings."""
    for name, path in app_paths.items():
        yield Question(name, f"{API}{path}", who="rest")


REST_LISTS: Final[Mapping[str, str]] = {
    "people: 200 of a realm": "/people?realm=skola&limit=200",
    "people: 200 of a group of 20,000": f"/people?group={LARGE}&limit=200",
    "clients: by words": "/clients?words=tjanst&limit=200",
    "clients: of a service": "/clients?service=tjanst-150",
    "tokens: in stock": "/tokens?state=in_stock&limit=200",
}
