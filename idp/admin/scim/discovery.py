"""What this service can do and what its resources are made of (RFC 7644, section 4; RFC 7643, sections 5 to 7)."""

from typing import Any, Final

from idp.admin.scim.fault import unknown
from idp.admin.scim.group_type import GROUP_TYPE
from idp.admin.scim.names import LIST_RESPONSE, PREFIX, SCHEMA, SERVICE_PROVIDER_CONFIG
from idp.admin.scim.query import MOST_COUNT
from idp.admin.scim.resource_type import ResourceType

MOST_BULK_OPERATIONS: Final = 500
MOST_BULK_BYTES: Final = 1024 * 1024


def describe_service(issuer: str) -> dict[str, Any]:
    """Return the service provider's configuration."""
    return {
        "schemas": [SERVICE_PROVIDER_CONFIG],
        "patch": {"supported": True},
        "bulk": {
            "supported": True,
            "maxOperations": MOST_BULK_OPERATIONS,
            "maxPayloadSize": MOST_BULK_BYTES,
        },
        "filter": {"supported": True, "maxResults": MOST_COUNT},
        "changePassword": {"supported": True},
        "sort": {"supported": True},
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "OAuth 2.0 access token",
                "description": f"A token whose audience is {issuer}{PREFIX} and whose scope is people.read or people.write",
                "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
                "primary": True,
            }
        ],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": f"{issuer}{PREFIX}/ServiceProviderConfig",
        },
    }


def list_schemas(kinds: tuple[ResourceType, ...], issuer: str) -> list[dict[str, Any]]:
    """Return every schema of the resources."""
    schemas = [schema for kind in kinds for schema in (kind.schema, *kind.extensions)]
    return [
        {
            "schemas": [SCHEMA],
            "id": schema.urn,
            "name": schema.name,
            "description": schema.says,
            "attributes": [attribute.describe() for attribute in schema.attributes],
            "meta": {"resourceType": "Schema", "location": f"{issuer}{PREFIX}/Schemas/{schema.urn}"},
        }
        for schema in schemas
    ]


def pick_one(documents: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Return the document of this id. Raises Fault 404."""
    found = next((one for one in documents if one["id"].lower() == name.lower()), None)
    if found is None:
        raise unknown("document")
    return found


def write_documents(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the documents as a list, whole: none is left out and nothing is filtered (section 4)."""
    return {
        "schemas": [LIST_RESPONSE],
        "totalResults": len(documents),
        "startIndex": 1,
        "itemsPerPage": len(documents),
        "Resources": documents,
    }


def list_kinds(user: ResourceType) -> tuple[ResourceType, ...]:
    """Return every kind of resource, the User being as the caller has it."""
    return (user, GROUP_TYPE)
