"""What weakens or widens takes a permission of its own; taking it away does not."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from idp.admin.actor import Forbidden, build_operator
from idp.admin.clients.entrusted import WIDENING, check_entrusted, check_taking
from idp.admin.permissions import Permission, Role
from idp.oidc.claims import names
from idp.oidc.clients.client import Client
from tests.support.actors import act_as, act_with

CLIENT = Client(
    client_id="c1",
    name="Lönebesked",
    service="lonebesked",
    redirect_uris=("https://a.test/cb",),
    auth_method="client_secret_basic",
    created_at=datetime(2026, 3, 11, tzinfo=UTC),
    profile="swedish",
    subject_type="pairwise",
    consent="once",
)
WIDER: dict[str, Any] = {
    "service": "franvaro",
    "owners": ("p-other",),
    "response_types": ("code", "id_token"),
    "scopes": ("openid", names.PERSON_NUMBER),
    "claims": (names.PERSONAL_NUMBER,),
    "sees_protected": "the payroll must know who it pays",
    "allows_unsigned_requests": True,
    "may_introspect": True,
    "claims_in_id_token": True,
    "requires_pkce": False,
    "grant_types": ("authorization_code", "client_credentials"),
    "api_scopes": ("people.write",),
    "audience": "https://idp.test/admin/api/v1",
    "profile": "oidc",
    "sector_identifier_uri": "https://a.test/sector",
    "subject_type": "public",
    "consent": "never",
}
OTHERS = [act_as(Role.OWNER), act_with(Permission.CLIENTS_WRITE)]


def test_every_guarded_field_is_tried() -> None:
    assert WIDER.keys() == WIDENING.keys()


@pytest.mark.parametrize("actor", OTHERS)
@pytest.mark.parametrize("name", WIDER)
def test_a_widening_is_refused(name: str, actor: Any) -> None:
    with pytest.raises(Forbidden):
        check_entrusted(actor, CLIENT, replace(CLIENT, **{name: WIDER[name]}))


@pytest.mark.parametrize("name", WIDER)
def test_an_administrator_may_widen(name: str) -> None:
    check_entrusted(act_as(Role.ADMINISTRATOR), CLIENT, replace(CLIENT, **{name: WIDER[name]}))


@pytest.mark.parametrize("name", sorted(WIDER.keys() - {"service", "owners"}))
def test_taking_it_away_again_is_for_everybody(name: str) -> None:
    check_entrusted(act_as(Role.OWNER), replace(CLIENT, **{name: WIDER[name]}), CLIENT)


def test_ordinary_scopes_are_an_owners_own_to_choose() -> None:
    check_entrusted(act_as(Role.OWNER), CLIENT, replace(CLIENT, scopes=("openid", "profile", "email")))


def test_nobody_gives_a_program_a_permission_that_they_lack() -> None:
    wanted = replace(CLIENT, api_scopes=(Permission.PEOPLE_PROTECTED.value,))
    with pytest.raises(Forbidden):
        check_entrusted(act_as(Role.ADMINISTRATOR), CLIENT, wanted)
    check_entrusted(build_operator("root"), CLIENT, wanted)


def test_an_owner_has_the_secrets_of_what_was_entrusted_to_them() -> None:
    owner, other = act_as(Role.OWNER), act_as(Role.ADMINISTRATOR)
    program = replace(CLIENT, api_scopes=(Permission.PEOPLE_PROTECTED.value,), owners=(str(owner.person_id),))
    check_taking(owner, program)
    with pytest.raises(Forbidden):
        check_taking(other, program)
