"""RFC 7643, sections 5 to 8, and RFC 7644, section 4: the service says what it can do, and does it."""

from typing import Any

import pytest

from idp.admin.permissions import Permission
from idp.admin.scim.names import ENTERPRISE, GROUP, LIST_RESPONSE, MUNICIPAL, USER
from tests.support.scim import ISSUER, ScimWorld


def test_the_configuration_says_what_is_supported(scim: ScimWorld) -> None:
    """RFC 7643, 5."""
    told = scim.get("/ServiceProviderConfig").json
    supported = {name for name, part in told.items() if isinstance(part, dict) and part.get("supported")}
    assert supported == {"patch", "bulk", "filter", "changePassword", "sort", "etag"}
    assert told["authenticationSchemes"][0]["type"] == "oauthbearertoken"
    assert told["meta"]["location"] == f"{ISSUER}/scim/v2/ServiceProviderConfig"


def test_the_resource_types_name_their_schemas(scim: ScimWorld) -> None:
    """RFC 7643, 6."""
    told = scim.get("/ResourceTypes").json
    assert (told["schemas"], told["totalResults"]) == ([LIST_RESPONSE], 2)
    user, group = told["Resources"]
    assert (user["endpoint"], user["schema"]) == ("/Users", USER)
    assert [one["schema"] for one in user["schemaExtensions"]] == [ENTERPRISE, MUNICIPAL]
    assert (group["endpoint"], group["schema"]) == ("/Groups", GROUP)
    assert scim.get("/ResourceTypes/User").json == user


def test_every_schema_is_shown_and_found_by_its_urn(scim: ScimWorld) -> None:
    """RFC 7643, 7; RFC 7644, 4."""
    told = scim.get("/Schemas").json["Resources"]
    assert [one["id"] for one in told] == [USER, ENTERPRISE, MUNICIPAL, GROUP]
    assert [scim.get(f"/Schemas/{one['id']}").json for one in told] == told
    assert scim.get("/Schemas/urn:nothing").status == 404


def list_attributes(attributes: list[Any]) -> list[Any]:
    return [one for each in attributes for one in (each, *list_attributes(each.get("subAttributes", [])))]


def test_every_attribute_has_every_characteristic(scim: ScimWorld) -> None:
    """RFC 7643, 7."""
    needed = {
        "name",
        "type",
        "multiValued",
        "description",
        "required",
        "caseExact",
        "mutability",
        "returned",
        "uniqueness",
    }
    for schema in scim.get("/Schemas").json["Resources"]:
        assert all(needed <= one.keys() for one in list_attributes(schema["attributes"]))


def test_nothing_is_answered_that_no_schema_names(scim: ScimWorld) -> None:
    schemas = {one["id"]: one["attributes"] for one in scim.get("/Schemas").json["Resources"]}
    made = scim.add_user()
    group = scim.add_group("ekonomi", made["id"])
    common = {"schemas", "id", "externalId", "meta", ENTERPRISE, MUNICIPAL}
    for resource, urn in ((scim.get(f"/Users/{made['id']}").json, USER), (group, GROUP)):
        assert resource.keys() - common <= {one["name"] for one in schemas[urn]}


def test_identity_numbers_are_write_only_to_those_who_may_not_see_them(scim: ScimWorld) -> None:
    """RFC 7643, 7."""

    def rules() -> tuple[str, str]:
        attributes = scim.get(f"/Schemas/{MUNICIPAL}").json["attributes"]
        number = next(one for one in attributes if one["name"] == "personalNumber")
        return number["mutability"], number["returned"]

    assert rules() == ("readWrite", "request")
    scim.permissions = (Permission.PEOPLE_WRITE,)
    assert rules() == ("writeOnly", "never")


@pytest.mark.parametrize("where", ["ServiceProviderConfig", "ResourceTypes", "Schemas"])
def test_the_documents_are_not_filtered(scim: ScimWorld, where: str) -> None:
    """RFC 7644, 4: 403 for a filter."""
    assert scim.get(f'/{where}?filter=name eq "x"').status == 403
