"""The Group: a name of the policy's and the people in it (RFC 7643, section 4.2)."""

from typing import Final

from idp.admin.scim.attribute import Attribute, Schema, Type
from idp.admin.scim.names import GROUP
from idp.admin.scim.resource_type import ResourceType

GROUP_TYPE: Final = ResourceType(
    "Group",
    "/Groups",
    Schema(
        GROUP,
        "Group",
        "A group of people of the local directory",
        (
            Attribute(
                name="displayName",
                says="The group's name, as the policy has it.",
                is_required=True,
                is_exact=True,
                is_unique=True,
            ),
            Attribute(
                name="members",
                says="The people in the group; left out where there are more than a thousand.",
                type=Type.COMPLEX,
                is_multi=True,
                subs=(
                    Attribute(name="value", says="The person's id.", is_exact=True, mutability="immutable"),
                    Attribute(
                        name="$ref",
                        says="The person's address.",
                        type=Type.REFERENCE,
                        is_exact=True,
                        mutability="readOnly",
                        references=("User",),
                    ),
                    Attribute(name="display", says="The name that others see.", mutability="readOnly"),
                    Attribute(name="type", says="Always User.", mutability="readOnly", words=("User",)),
                ),
            ),
        ),
    ),
)
