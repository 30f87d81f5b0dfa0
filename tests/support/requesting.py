"""An application that is registered, and the address at which its request begins."""

from urllib.parse import urlencode

from idp.chance import SystemChance
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import register
from tests.support.signing_in import House
from tests.support.world import CHALLENGE

CALLBACK = "https://rp.example/callback"


def request_of_new_client(house: House, service: str = "vab") -> str:
    """Register an application of the service, and return the address of an authorization request of its."""
    wanted = Client(
        client_id="",
        name="Vård av sjukt barn",
        service=service,
        redirect_uris=(CALLBACK,),
        post_logout_redirect_uris=(),
        auth_method="client_secret_basic",
        grant_types=("authorization_code",),
        scopes=("openid",),
        created_at=house.clock(),
    )
    with house.database.begin() as stores:
        client = register(stores, wanted, SystemChance(), house.clock()).client
    asked = {
        "client_id": client.client_id,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return "/authorize?" + urlencode(asked)
