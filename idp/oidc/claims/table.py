"""Every claim there is. What discovery announces, an application may register, a token says and the privacy page explains
are views of this table.

Not here, because nothing of it is known: userCertificate, userSignature, authnEvidence, credentialValidFrom, deviceIp.
phone_number is the directory's: the numbers that people register for codes are told to nobody.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from idp.oidc.claims import names
from idp.oidc.claims.claim import About, Claim, Place
from idp.oidc.claims.readers import (
    read_address,
    read_affiliation,
    read_birthdate,
    read_coordination_level,
    read_coordination_number,
    read_credential_end,
    read_detail,
    read_phone_verified,
    read_previous_number,
)

OPENID, PROFILE, EMAIL = "openid", "profile", "email"
ADDRESS, PHONE, OFFLINE = "address", "phone", "offline_access"
INFO, NUMBER, ORG_ID = names.PERSON_INFO, names.PERSON_NUMBER, names.PERSON_ORG_ID

SCOPES: Final = (OPENID, PROFILE, EMAIL, ADDRESS, PHONE, INFO, NUMBER, ORG_ID, OFFLINE)
"""`offline_access` brings no claim: it lets what was granted outlive the session."""

PROFILE_DETAILS: Final = (
    "middle_name",
    "nickname",
    "profile",
    "picture",
    "website",
    "gender",
    "zoneinfo",
    "locale",
)
"""What the scope profile brings of someone whose directory keeps it."""

TABLE: Final[tuple[Claim, ...]] = (
    Claim("sub", About.SUBJECT, lambda facts: facts.subject, (OPENID,), Place.BOTH, is_identifier=True),
    Claim("name", About.NAME, lambda facts: facts.person.name, (PROFILE, INFO, ORG_ID)),
    Claim("given_name", About.NAME, lambda facts: facts.person.given_name, (PROFILE, INFO)),
    Claim("family_name", About.NAME, lambda facts: facts.person.family_name, (PROFILE, INFO)),
    Claim(
        "preferred_username",
        About.USERNAME,
        lambda facts: facts.person.username,
        (PROFILE,),
        is_identifier=True,
    ),
    Claim("updated_at", About.SUBJECT, lambda facts: int(facts.person.updated_at.timestamp()), (PROFILE,)),
    *(Claim(name, About.DETAILS, read_detail(name), (PROFILE,)) for name in PROFILE_DETAILS),
    Claim("address", About.DETAILS, read_address, (ADDRESS,)),
    Claim("phone_number", About.DETAILS, read_detail("phone_number"), (PHONE,)),
    Claim("phone_number_verified", About.DETAILS, read_phone_verified, (PHONE,)),
    Claim("birthdate", About.BIRTH, read_birthdate, (INFO,)),
    Claim("email", About.MAIL, lambda facts: facts.person.email, (EMAIL,), is_identifier=True),
    Claim("email_verified", About.MAIL, lambda facts: True if facts.person.email else None, (EMAIL,)),
    Claim(
        names.PERSONAL_NUMBER,
        About.NUMBER,
        lambda facts: facts.person.personal_number,
        (NUMBER,),
        Place.BOTH,
        is_identifier=True,
    ),
    Claim(
        names.COORDINATION_NUMBER,
        About.NUMBER,
        read_coordination_number,
        (NUMBER,),
        Place.BOTH,
        is_identifier=True,
    ),
    Claim(names.COORDINATION_LEVEL, About.NUMBER, read_coordination_level),
    Claim(names.PREVIOUS_COORDINATION_NUMBER, About.NUMBER, read_previous_number),
    Claim(
        names.ORG_AFFILIATION,
        About.EMPLOYMENT,
        read_affiliation,
        (ORG_ID,),
        Place.BOTH,
        is_identifier=True,
    ),
    Claim(names.ORG_NAME, About.EMPLOYMENT, lambda facts: facts.organisation.name, (ORG_ID,)),
    Claim(names.ORG_NUMBER, About.EMPLOYMENT, lambda facts: facts.organisation.number, (ORG_ID,)),
    Claim(names.ORG_UNIT, About.UNIT, lambda facts: facts.person.unit),
    Claim(names.AUTHN_PROVIDER, About.SIGN_IN, lambda facts: facts.authn_provider, place=Place.ID_TOKEN),
    Claim(names.CREDENTIAL_VALID_TO, About.SIGN_IN, read_credential_end, place=Place.ID_TOKEN),
)
"""OpenID Connect Core 1.0, sections 5.1 and 5.4; Claims and Scopes for the Swedish OpenID Connect Profile 1.0,
sections 2 and 3. A directory's mail address is the employer's own, and so verified."""

CLAIMS: Final[Mapping[str, Claim]] = MappingProxyType({claim.name: claim for claim in TABLE})
"""The same by name."""
