"""What breaks others is refused in SCIM's words: texts no database takes, bodies without end, numbers beyond all numbers."""

import json
from typing import Any

import pytest

from idp.admin.permissions import Permission
from idp.admin.scim.bulk import Bulk
from idp.admin.scim.call import Caller
from idp.admin.scim.names import BULK_REQUEST, GROUP, MUNICIPAL, PATCH_OP
from tests.support.actors import act_with
from tests.support.scim import ANNA, ScimWorld

SEARCH = ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]
NUL_FILTER = 'userName eq "\\u0000"'


def nest(levels: int) -> Any:
    return json.loads("[" * levels + "]" * levels)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/Users/.search", {"schemas": SEARCH, "filter": NUL_FILTER}),
        ("/Users/.search", {"schemas": SEARCH, "startIndex": 2**63}),
        ("/Users/.search", {"schemas": SEARCH, "startIndex": 10**9}),
        ("/Groups", {"schemas": [GROUP], "displayName": "lag", "members": [{"value": "a\0b"}]}),
        ("/Bulk", {"schemas": [BULK_REQUEST], "Operations": [{"data": nest(450)}]}),
        ("/Users", ANNA | {"unknown": nest(21)}),
    ],
)
def test_what_breaks_others_is_refused(scim: ScimWorld, path: str, body: Any) -> None:
    assert scim.call("POST", path, body).status == 400


def test_what_schemas_holds_is_not_changed(scim: ScimWorld) -> None:
    """RFC 7643, section 3: the schemas of a resource are the server's to say."""
    made = scim.add_user(**{MUNICIPAL: {"realm": "adm"}})
    for verb in ("add", "remove"):
        operation = {"op": verb, "path": "schemas", "value": "urn:other"}
        body = {"schemas": [PATCH_OP], "Operations": [operation]}
        answer = scim.call("PATCH", f"/Users/{made['id']}", body)
        assert (answer.status, answer.json["schemas"]) == (200, made["schemas"])


class Counted(dict[str, Any]):
    """Data that counts how often it is looked through."""

    looks = 0

    def values(self) -> Any:
        Counted.looks += 1
        return super().values()


def test_a_long_chain_of_operations_looks_through_each_one_once(scim: ScimWorld) -> None:
    chain = [
        {"method": "PUT", "path": f"/Users/bulkId:{n + 1}", "bulkId": str(n), "data": Counted(a="b")}
        for n in range(50)
    ]
    caller = Caller(act_with(Permission.PEOPLE_WRITE), scim.now)
    bulk = Bulk(scim.service.users, scim.service.groups)
    bulk.act(caller, {"schemas": [BULK_REQUEST], "Operations": chain})
    assert Counted.looks == 50
