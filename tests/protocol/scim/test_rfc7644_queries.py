"""RFC 7644, sections 3.4.2, 3.4.3 and 3.9: people are found, ordered, paged, and shown as asked."""

from typing import Any

import pytest

from idp.admin.permissions import Permission
from idp.admin.scim.names import ENTERPRISE, LIST_RESPONSE, MUNICIPAL, USER
from tests.support.scim import ANNA, ScimWorld

BO: dict[str, Any] = {
    "userName": "bobo_01",
    "externalId": "HR-7",
    "name": {"givenName": "Bo", "familyName": "Åberg"},
    "emails": [{"value": "Bo@Home.test", "type": "home"}],
    "nickName": "Bosse",
    "active": False,
    "title": "",
    ENTERPRISE: {"department": "Äldreboendet ÖSTAN"},
    MUNICIPAL: {"realm": "adm", "employedUntil": "2027-01-31T00:00:00+01:00"},
}


@pytest.fixture
def town(scim: ScimWorld) -> ScimWorld:
    """Anna, a teacher, and Bo, who has left."""
    scim.add_user()
    scim.add_user(**BO)
    return scim


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ('userName eq "BOBO_01"', ["bobo_01"]),
        ('USERNAME Eq "bobo_01"', ["bobo_01"]),
        ('userName sw "bo"', ["bobo_01"]),
        ('userName co "_"', ["bobo_01"]),
        ('userName ew "001"', ["annand001"]),
        ('userName ne "bobo_01"', ["annand001"]),
        ('userName gt "b"', ["bobo_01"]),
        ('userName eq ""', []),
        ('userName eq "no such"', []),
        ("userName pr", ["annand001", "bobo_01"]),
        (f'{USER}:userName eq "bobo_01"', ["bobo_01"]),
        ('externalId eq "HR-7"', ["bobo_01"]),
        ('externalId eq "hr-7"', []),
        ("not (externalId pr)", ["annand001"]),
        ("externalId eq null", ["annand001"]),
        ("active eq false", ["bobo_01"]),
        ("active ne false", ["annand001"]),
        ('name.familyName eq "ÅBERG"', ["bobo_01"]),
        ('name.familyName sw "ån"', ["annand001"]),
        ('displayName co "a å"', ["annand001"]),
        ('name.familyName sw "å" and not (active eq true)', ["bobo_01"]),
        ('name.familyName eq "åberg" or name.familyName eq "Ångström"', ["annand001", "bobo_01"]),
        ('title eq "lärare"', ["annand001"]),
        ("title pr", ["annand001"]),
        ('nickName eq "bosse"', ["bobo_01"]),
        ('emails co "home"', ["bobo_01"]),
        ('emails.value eq "bo@home.test"', ["bobo_01"]),
        ('emails[type eq "work" and value co "town"]', ["annand001"]),
        ('emails[type eq "home"]', []),
        ('not (emails[value co "@"])', []),
        (f'{ENTERPRISE}:department ew "östan"', ["bobo_01"]),
        (f'{ENTERPRISE}:employeeNumber eq "10003"', ["annand001"]),
        (f'{MUNICIPAL}:realm eq "adm"', ["bobo_01"]),
        (f'{MUNICIPAL}:employedUntil lt "2027-01-31T00:00:00Z"', ["bobo_01"]),
        ('meta.lastModified gt "2020-01-01T00:00:00Z"', ["annand001", "bobo_01"]),
        ('meta.lastModified lt "2020-01-01T00:00:00Z"', []),
        ('meta.resourceType eq "User" and active eq true', ["annand001"]),
        ('unheardOf eq "x"', []),
        ('unheardOf ne "x" and userName sw "b"', ["bobo_01"]),
        ('(active eq true or externalId eq "HR-7") and userName co "o"', ["bobo_01"]),
    ],
)
def test_filters_find_whom_they_name(town: ScimWorld, expression: str, found: list[str]) -> None:
    """3.4.2.2; strings compare without case unless the schema says that it counts."""
    assert sorted(town.find(expression)) == found


@pytest.mark.parametrize(
    "expression",
    [
        'userName zz "x"',
        "active gt true",
        'active co "t"',
        "userName eq 7",
        'name eq "x"',
        'meta.created eq "yesterday"',
        'meta.created co "2020"',
        'password eq "x"',
        "nickName gt null",
        "nickName eq true",
    ],
)
def test_a_filter_that_does_not_fit_the_attribute_is_invalid(town: ScimWorld, expression: str) -> None:
    """3.4.2.2: 400 with scimType invalidFilter."""
    answer = town.get(f"/Users?filter={expression}")
    assert (answer.status, answer.json["scimType"]) == (400, "invalidFilter")


def test_a_page_says_where_it_is_and_how_many_there_are(scim: ScimWorld) -> None:
    """3.4.2.4."""
    for number in range(5):
        scim.add_user(userName=f"u{number}", **{ENTERPRISE: {}})
    page = scim.get("/Users?startIndex=2&count=2&sortBy=userName").json
    assert page["schemas"] == [LIST_RESPONSE]
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (5, 2, 2)
    assert [one["userName"] for one in page["Resources"]] == ["u1", "u2"]
    judged = scim.get('/Users?startIndex=2&count=2&sortBy=userName&filter=title eq "lärare"').json
    assert judged == page


@pytest.mark.parametrize(
    ("query", "start", "shown"),
    [
        ("startIndex=0", 1, 2),
        ("startIndex=-3", 1, 2),
        ("count=0", 1, 0),
        ("count=-1", 1, 0),
        ("startIndex=9", 9, 0),
    ],
)
def test_pages_outside_the_list_are_its_first_or_empty(
    town: ScimWorld, query: str, start: int, shown: int
) -> None:
    """3.4.2.4: "a value less than 1 SHALL be interpreted as 1", "negative as 0"."""
    page = town.get(f"/Users?{query}").json
    assert (page["startIndex"], page["itemsPerPage"], page["totalResults"]) == (start, shown, 2)


@pytest.mark.parametrize(
    "query", ["count=x", "startIndex=1.5", "count=1&count=2", "sortOrder=up", "count=99999999999999"]
)
def test_a_query_that_is_none_is_refused(town: ScimWorld, query: str) -> None:
    """3.12."""
    assert town.get(f"/Users?{query}").status == 400


@pytest.mark.parametrize(
    ("by", "first"), [("userName", "annand001"), ("name.familyName", "bobo_01"), ("externalId", "annand001")]
)
def test_people_are_ordered_both_ways(town: ScimWorld, by: str, first: str) -> None:
    """3.4.2.3. Å and Ä stand where the database puts them."""
    names = [one["userName"] for one in town.get(f"/Users?sortBy={by}").json["Resources"]]
    back = [one["userName"] for one in town.get(f"/Users?sortBy={by}&sortOrder=descending").json["Resources"]]
    assert names == list(reversed(back))
    assert (names[0] == first) or by == "externalId"


def test_nothing_is_ordered_by_what_is_not_kept_in_order(town: ScimWorld) -> None:
    answer = town.get("/Users?sortBy=addresses.country")
    assert (answer.status, answer.json["scimType"]) == (400, "invalidPath")


def test_only_the_attributes_asked_for_are_shown_and_always_the_id(town: ScimWorld) -> None:
    """3.9, and RFC 7643, 7: `returned` always."""
    asked = f"attributes=userName,name.givenName,{ENTERPRISE}:department,unheardOf"
    shown = town.get(f'/Users?filter=userName sw "anna"&{asked}').json["Resources"][0]
    assert shown.keys() == {"schemas", "id", "userName", "name", ENTERPRISE}
    assert shown["name"] == {"givenName": "Anna"}
    assert shown[ENTERPRISE] == {"department": "Ekskolan"}


def test_attributes_that_are_not_wanted_are_left_out_but_never_the_id(town: ScimWorld) -> None:
    """3.9."""
    asked = f"excludedAttributes=id,userName,name.formatted,emails,{ENTERPRISE}"
    shown = town.get(f'/Users?filter=userName sw "anna"&{asked}').json["Resources"][0]
    assert shown.keys() == {"schemas", "id", "name", "displayName", "title", "active", MUNICIPAL, "meta"}
    assert shown["name"] == {"familyName": "Ångström", "givenName": "Anna"}


def test_both_lists_of_attributes_at_once_are_refused(town: ScimWorld) -> None:
    """3.9: they are mutually exclusive."""
    assert town.get("/Users?attributes=id&excludedAttributes=name").status == 400


def test_what_is_made_and_changed_is_shown_as_asked(scim: ScimWorld) -> None:
    """3.9: for all operations that return a resource."""
    answer = scim.call("POST", "/Users?attributes=userName", ANNA)
    assert answer.json.keys() == {"schemas", "id", "userName"}
    assert answer.headers["Location"].endswith(answer.json["id"])


def test_a_search_is_posted_so_that_no_name_is_in_an_address(town: ScimWorld) -> None:
    """3.4.3."""
    body = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": 'userName sw "a"',
        "attributes": ["userName"],
        "startIndex": 1,
        "count": 10,
    }
    answer = town.call("POST", "/Users/.search", body)
    assert (answer.status, answer.json["totalResults"]) == (200, 1)
    assert answer.json["Resources"][0].keys() == {"schemas", "id", "userName"}
    everywhere = town.call("POST", "/.search", body | {"filter": 'userName sw "a" or displayName eq "x"'})
    assert everywhere.json["totalResults"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"schemas": []},
        {"count": "1"},
        {"count": True},
        {"filter": 7},
        {"attributes": "id"},
        {"attributes": [1]},
    ],
)
def test_a_search_that_is_none_is_refused(town: ScimWorld, change: dict[str, Any]) -> None:
    """3.4.3."""
    body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]} | change
    assert town.call("POST", "/Users/.search", body).status == 400


def test_a_search_from_the_root_finds_people_and_groups(town: ScimWorld) -> None:
    """3.4.2.1."""
    town.add_group("Bo")
    body = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": 'displayName sw "Bo"',
    }
    answer = town.call("POST", "/.search", body).json
    assert [one["meta"]["resourceType"] for one in answer["Resources"]] == ["User", "Group"]
    second = town.call("POST", "/.search", body | {"startIndex": 2, "count": 1}).json
    assert [one["meta"]["resourceType"] for one in second["Resources"]] == ["Group"]


def test_what_would_have_to_be_judged_one_by_one_is_too_many(
    town: ScimWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3.4.2.2, and 3.12: tooMany."""
    monkeypatch.setattr("idp.admin.scim.listing.MOST_JUDGED", 1)
    answer = town.get('/Users?filter=nickName co "b"')
    assert (answer.status, answer.json["scimType"]) == (400, "tooMany")
    assert town.find('nickName co "b" and userName sw "bo"') == ["bobo_01"]


def test_protected_people_are_found_by_nothing_that_others_may_not_know(town: ScimWorld) -> None:
    protected = {"realm": "adm", "protectedIdentity": True, "alias": "Medarbetare 311"}
    made = town.add_user(
        userName="hemlig",
        name={"givenName": "Hanna", "familyName": "Hemlig"},
        emails=[{"value": "h@hemlig.test"}],
        **{MUNICIPAL: protected, ENTERPRISE: {}},
    )
    assert town.find('userName eq "hemlig"') == ["hemlig"]
    town.permissions = (Permission.PEOPLE_WRITE,)
    for expression in (
        'userName eq "hemlig"',
        'userName sw "hem"',
        'name.familyName eq "Hemlig"',
        'emails.value co "hemlig"',
        'emails[value co "hemlig"]',
        'userName gt "h"',
    ):
        assert town.find(expression) == [], expression
    assert town.find('displayName eq "medarbetare 311"') == ["Medarbetare 311"]
    shown = town.get(f"/Users/{made['id']}").json
    assert "emlig" not in str(shown)
    assert (shown["displayName"], shown[MUNICIPAL]["alias"]) == ("Medarbetare 311", "Medarbetare 311")
    refused = town.patch(
        f"/Users/{made['id']}", {"op": "replace", "path": f"{MUNICIPAL}:protectedIdentity", "value": False}
    )
    assert refused.status == 403
    changed = town.patch(f"/Users/{made['id']}", {"op": "replace", "path": "nickName", "value": "Hemlis"})
    assert changed.status == 200
    assert "emli" not in str(changed.json)


def test_identity_numbers_are_told_only_on_request_to_those_who_may_see_them(scim: ScimWorld) -> None:
    """RFC 7643, 7: writeOnly, and returned never."""
    made = scim.add_user(**{MUNICIPAL: {"realm": "adm", "personalNumber": "19750325-9280"}})
    asked = f"/Users/{made['id']}?attributes={MUNICIPAL}:personalNumber"
    assert "9280" not in str(made)
    assert scim.get(asked).json[MUNICIPAL] == {"personalNumber": "197503259280"}
    scim.permissions = (Permission.PEOPLE_WRITE,)
    assert "9280" not in str(scim.get(asked).json)
    assert scim.get(f'/Users?filter={MUNICIPAL}:personalNumber eq "197503259280"').status == 400
