"""Client libraries check answers inside a JWT, encrypted and not, and a request object's own wish for one."""

from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey

from idp.oidc.clients.client import Encryption
from tests.interop.conversing import node_program
from tests.support.form_filler import FormFiller
from tests.support.served import Served

CALLBACK = "http://localhost:9/callback"
OPENING = ECKey.generate_key("P-256", {"kid": "opening", "use": "enc"})
SIGNING = ECKey.generate_key("P-256", {"kid": "signing"})


def keys_of(key: ECKey) -> dict[str, Any]:
    """Return the public half as a key set."""
    return {"keys": [key.as_dict(private=False)]}


@pytest.mark.usefixtures("node")
def test_two_libraries_believe_what_is_signed(served: Served, tmp_path: Path) -> None:
    encrypted = served.register(
        redirect_uris=(CALLBACK,),
        auth_method="client_secret_post",
        jwks=keys_of(OPENING),
        response_alg="ES256",
        response_encryption=Encryption("ECDH-ES", "A256GCM"),
    )
    signing = served.register(
        redirect_uris=(CALLBACK,),
        auth_method="private_key_jwt",
        jwks=keys_of(SIGNING),
        response_alg="RS256",
    )
    person, seen = FormFiller(served, username="anelin001"), []

    def open_address(address: str) -> str:
        seen.append(person.open(address))
        return seen[-1]

    settings = {
        "issuer": served.issuer,
        "redirect_uri": CALLBACK,
        "encrypted": {
            "client_id": encrypted.client.client_id,
            "secret": encrypted.secret,
            "key": OPENING.as_dict(private=True),
        },
        "signing": {"client_id": signing.client.client_id, "key": SIGNING.as_dict(private=True)},
    }
    told = node_program("signed_answers.mjs").converse(settings, open_address, tmp_path)
    assert told["mode"] == "jwt"
    assert (told["refused"]["error"], told["refused"]["state"]) == ("login_required", True)
    assert told["encrypted"]["aud"] == encrypted.client.client_id
    assert told["signed"]["aud"] == signing.client.client_id
    assert told["signed"]["sub"] == told["encrypted"]["sub"]
    assert [address.partition("?")[2].partition("=")[0] for address in seen] == ["response"] * 3
    assert not any("&" in address for address in seen)
