"""Makes the fuzzer, and clients whose words it may use."""

from random import Random
from typing import Any, Final

from idp.chance import SystemChance
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import register
from tests.fuzz.fuzzer import Fuzzer
from tests.support.signing_in import House

CALLBACK: Final = "https://payslips.test/callback"
CLIENTS: Final[tuple[dict[str, Any], ...]] = (
    {"auth_method": "client_secret_basic", "grant_types": ("authorization_code", "refresh_token")},
    {"auth_method": "client_secret_post"},
    {"auth_method": "none"},
)


def build_fuzzer(house: House, random: Random) -> Fuzzer:
    """Return a fuzzer that knows a client of each kind."""
    fuzzer = Fuzzer(house, random)
    for fields in CLIENTS:
        wanted = Client(
            client_id="",
            name="En tjänst",
            service=None,
            redirect_uris=(CALLBACK,),
            post_logout_redirect_uris=(CALLBACK,),
            created_at=house.clock(),
            scopes=("openid", "profile", "email"),
            **fields,
        )
        with house.database.begin() as stores:
            registered = register(stores, wanted, SystemChance(), house.clock())
        fuzzer.know_client(registered.client.client_id, registered.secret, CALLBACK)
    return fuzzer
