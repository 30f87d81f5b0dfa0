"""The User: the core schema as far as the local directory keeps it, and two extensions (RFC 7643, sections 4.1 and 4.3).

`name.formatted` is what `displayName` says; `type` and `primary` of the one address, number and so on are ours to say.
"""

from collections.abc import Sequence

from idp.admin.scim.attribute import Attribute, Mutability, Returned, Schema, Type
from idp.admin.scim.names import ENTERPRISE, MUNICIPAL, USER
from idp.admin.scim.resource_type import ResourceType

KIND = (
    Attribute(name="type", says="Always work.", mutability="readOnly", words=("work",)),
    Attribute(name="primary", says="Always true.", type=Type.BOOLEAN, mutability="readOnly"),
)


def text(name: str, says: str) -> Attribute:
    """Return an ordinary text."""
    return Attribute(name=name, says=says)


USER_SCHEMA = Schema(
    USER,
    "User",
    "A person of the local directory",
    (
        Attribute(
            name="userName",
            says="What the person signs in with; unique in the realm, whatever its case.",
            is_required=True,
            is_unique=True,
        ),
        Attribute(
            name="name",
            says="The parts of the name.",
            type=Type.COMPLEX,
            subs=(
                Attribute(name="formatted", says="What displayName says.", mutability="readOnly"),
                text("familyName", "The family name."),
                text("givenName", "The given name."),
                text("middleName", "The middle name."),
            ),
        ),
        text("displayName", "The name that others see; the given and the family name unless it is given."),
        text("nickName", "What the person is called."),
        Attribute(
            name="profileUrl",
            says="A page about the person; https.",
            type=Type.REFERENCE,
            is_exact=True,
            references=("external",),
        ),
        text("title", "What the person works as."),
        text("locale", "The person's language, such as sv-SE."),
        text("timezone", "The person's time zone, such as Europe/Stockholm."),
        Attribute(name="active", says="Whether the person may sign in.", type=Type.BOOLEAN),
        Attribute(
            name="password",
            says="A new password, of fifteen characters or more.",
            is_exact=True,
            mutability="writeOnly",
            returned="never",
        ),
        Attribute(
            name="emails",
            says="Where codes and notices go; one is kept, the primary or else the first.",
            type=Type.COMPLEX,
            is_multi=True,
            subs=(text("value", "The address."), *KIND),
        ),
        Attribute(
            name="phoneNumbers",
            says="The number that services are told; one is kept. Codes go to numbers that people add themselves.",
            type=Type.COMPLEX,
            is_multi=True,
            subs=(text("value", "The number, as +46…"), *KIND),
        ),
        Attribute(
            name="addresses",
            says="The postal address; one is kept.",
            type=Type.COMPLEX,
            is_multi=True,
            subs=(
                text("formatted", "The address as it is written on a letter."),
                text("streetAddress", "Street and number."),
                text("locality", "The town."),
                text("region", "The county."),
                text("postalCode", "The postal code."),
                text("country", "The country."),
                *KIND,
            ),
        ),
        Attribute(
            name="groups",
            says="The groups that the person is in; changed at the group.",
            type=Type.COMPLEX,
            is_multi=True,
            mutability="readOnly",
            subs=(
                Attribute(name="value", says="The group's id.", is_exact=True, mutability="readOnly"),
                Attribute(
                    name="$ref",
                    says="The group's address.",
                    type=Type.REFERENCE,
                    is_exact=True,
                    mutability="readOnly",
                    references=("Group",),
                ),
                Attribute(name="display", says="The group's name.", mutability="readOnly"),
                Attribute(name="type", says="Always direct.", mutability="readOnly", words=("direct",)),
            ),
        ),
    ),
)

ENTERPRISE_SCHEMA = Schema(
    ENTERPRISE,
    "EnterpriseUser",
    "The employment",
    (
        Attribute(name="employeeNumber", says="Names the employment; unique in the realm.", is_exact=True),
        text("department", "Where the person works."),
    ),
)


def build_municipal(realms: Sequence[str], *, sees_protected: bool) -> Schema:
    """Return the municipal extension as a caller has it: identity numbers are only written by most."""
    mutability: Mutability = "readWrite" if sees_protected else "writeOnly"
    returned: Returned = "request" if sees_protected else "never"

    def number(name: str, says: str) -> Attribute:
        return Attribute(name=name, says=says, is_exact=True, mutability=mutability, returned=returned)

    return Schema(
        MUNICIPAL,
        "MunicipalUser",
        "What a Swedish municipality knows of its employees",
        (
            Attribute(
                name="realm",
                says="Which of the municipality's directories the person is in.",
                is_exact=True,
                mutability="immutable",
                words=tuple(realms),
            ),
            Attribute(name="protectedIdentity", says="Skyddade personuppgifter.", type=Type.BOOLEAN),
            text("alias", "The name that others see of a protected identity."),
            number("personalNumber", "Twelve digits."),
            number("coordinationNumber", "Twelve digits."),
            Attribute(
                name="coordinationLevel",
                says="How well the identity behind a coordination number is known.",
                mutability=mutability,
                returned=returned,
                is_exact=True,
                words=("confirmed", "probable", "uncertain"),
            ),
            number("previousCoordinationNumber", "Twelve digits."),
            Attribute(name="employedUntil", says="When the employment ends.", type=Type.MOMENT),
        ),
    )


def build_user_type(realms: Sequence[str], *, sees_protected: bool) -> ResourceType:
    """Return the User as a caller has it."""
    municipal = build_municipal(realms, sees_protected=sees_protected)
    return ResourceType("User", "/Users", USER_SCHEMA, (ENTERPRISE_SCHEMA, municipal))
