"""The names of the Swedish claims and scopes (Claims and Scopes for the Swedish OpenID Connect Profile 1.0)."""

from typing import Final

CLAIM: Final = "https://id.oidc.se/claim/"
SCOPE: Final = "https://id.oidc.se/scope/"

PERSONAL_NUMBER: Final = f"{CLAIM}personalIdentityNumber"
COORDINATION_NUMBER: Final = f"{CLAIM}coordinationNumber"
COORDINATION_LEVEL: Final = f"{CLAIM}coordinationNumberLevel"
PREVIOUS_COORDINATION_NUMBER: Final = f"{CLAIM}previousCoordinationNumber"
ORG_NUMBER: Final = f"{CLAIM}orgNumber"
ORG_AFFILIATION: Final = f"{CLAIM}orgAffiliation"
ORG_NAME: Final = f"{CLAIM}orgName"
ORG_UNIT: Final = f"{CLAIM}orgUnit"
CREDENTIAL_VALID_TO: Final = f"{CLAIM}credentialValidTo"
AUTHN_PROVIDER: Final = f"{CLAIM}authnProvider"

PERSON_INFO: Final = f"{SCOPE}naturalPersonInfo"
PERSON_NUMBER: Final = f"{SCOPE}naturalPersonNumber"
PERSON_ORG_ID: Final = f"{SCOPE}naturalPersonOrgId"
