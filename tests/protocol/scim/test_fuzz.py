"""Whatever is sent to SCIM is answered: never a bug, never a page, and always in SCIM's own words."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idp.admin.scim.names import BULK_REQUEST, ENTERPRISE, GROUP, MUNICIPAL, PATCH_OP, SEARCH_REQUEST, USER
from idp.storage.unit_of_work import Database
from tests.support.scim import build_scim

WORDS = st.sampled_from(
    [
        "schemas", "id", "meta", "userName", "name", "givenName", "displayName", "emails", "value", "type", "primary",
        "active", "password", "members", "externalId", "Operations", "op", "path", "method", "data", "bulkId", "version",
        "filter", "sortBy", "count", "startIndex", "attributes", "failOnErrors", "add", "remove", "replace", "POST", "PATCH",
        "/Users", "/Groups", "/Users/bulkId:a", "bulkId:a", "realm", "adm", "personalNumber", "protectedIdentity", "alias",
        "employedUntil", "2027-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "addresses.country", "title", "x" * 300,
        "\x00", "å", "emails[type eq \"work\"].value", "members[value eq \"a\"]", "name.givenName", USER, GROUP, ENTERPRISE,
        MUNICIPAL, PATCH_OP, BULK_REQUEST, SEARCH_REQUEST,
    ]
)  # fmt: skip
LEAVES = (
    WORDS
    | st.none()
    | st.booleans()
    | st.integers(-3, 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=14,
)
SHAPES = st.builds(
    lambda urn, more: {"schemas": [urn], "userName": "a", "displayName": "a"} | more,
    st.sampled_from([USER, GROUP, PATCH_OP, BULK_REQUEST, SEARCH_REQUEST]),
    st.dictionaries(WORDS, JSON, max_size=6),
)
OPERATIONS = st.builds(
    lambda listed: {"schemas": [PATCH_OP], "Operations": listed},
    st.lists(st.fixed_dictionaries({"op": st.sampled_from(["add", "remove", "replace"])}, optional={"path": WORDS, "value": JSON}), min_size=1, max_size=4),
)  # fmt: skip
PATHS = st.sampled_from(["/Users", "/Groups", "/Bulk", "/.search", "/Users/.search", "/Groups/.search", "/Users/{user}", "/Groups/{group}", "/Me"])  # fmt: skip
QUERIES = st.just("") | st.builds("?{}={}".format, WORDS, WORDS)
HEADERS = st.fixed_dictionaries(
    {}, optional={"if_match": WORDS, "if_none_match": st.sampled_from(['W/"1"', "*", '"'])}
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["GET", "POST", "PUT", "PATCH"]), PATHS, QUERIES, SHAPES | OPERATIONS | JSON, HEADERS)
def test_whatever_is_sent_is_answered_in_scims_words(
    sqlite_database: Database, method: str, path: str, query: str, body: Any, headers: dict[str, str]
) -> None:
    scim = build_scim(sqlite_database)
    user = scim.find('userName eq "fuzzed"')
    ids = SEEN.setdefault(id(sqlite_database), {})
    if not user:
        ids["user"] = scim.add_user(userName="fuzzed", **{ENTERPRISE: {}})["id"]
        ids["group"] = scim.add_group(f"g{ids['user']}", ids["user"])["id"]
    answer = scim.call(method, path.format(**ids) + query, body, **headers)
    assert answer.status < 500 or answer.status == 501
    if answer.status not in {204, 304}:
        assert json.loads(answer.response.body)["schemas"]


SEEN: dict[int, dict[str, str]] = {}
"""Whom each database holds."""
