from dataclasses import replace

import pytest

from idp.oidc.authorization.request import read_request
from idp.oidc.authorization.response_mode import Way, choose_way
from idp.oidc.clients.client import Client, Encryption
from tests.unit.oidc.checks.cases import CLIENT

SEALED = replace(CLIENT, response_encryption=Encryption("ECDH-ES"))


def choose(response_type: str | None, mode: str | None, client: Client | None = CLIENT) -> Way:
    """Return how the answer to a request would travel."""
    asked = {"response_type": response_type, "response_mode": mode}
    pairs = tuple((name, value) for name, value in asked.items() if value is not None)
    return choose_way(read_request(pairs), client)


@pytest.mark.parametrize(
    ("response_type", "mode", "way"),
    [
        ("code", None, Way("query")),
        ("code", "fragment", Way("fragment")),
        ("code", "form_post", Way("form_post")),
        ("code", "carrier-pigeon", Way("query")),
        ("id_token", None, Way("fragment")),
        ("code id_token", "query", Way("fragment")),
        ("code token", "form_post", Way("form_post")),
        (None, None, Way("query")),
    ],
)
def test_an_answer_travels_as_asked_and_tokens_never_in_a_query(
    response_type: str | None, mode: str | None, way: Way
) -> None:
    assert choose(response_type, mode) == way


@pytest.mark.parametrize(
    ("response_type", "mode", "carrier"),
    [
        ("code", "jwt", "query"),
        ("id_token", "jwt", "fragment"),
        ("code token", "jwt", "fragment"),
        (None, "jwt", "query"),
        ("code", "query.jwt", "query"),
        ("code", "fragment.jwt", "fragment"),
        ("id_token", "form_post.jwt", "form_post"),
        ("id_token", "query.jwt", "fragment"),
    ],
)
def test_inside_a_jwt_it_travels_as_the_response_type_would(
    response_type: str | None, mode: str, carrier: str
) -> None:
    """JARM, section 2.3."""
    assert choose(response_type, mode) == Way(carrier, is_signed=True)


def test_only_what_is_encrypted_takes_tokens_into_a_query() -> None:
    """JARM, section 2.3.1."""
    assert choose("id_token", "query.jwt", SEALED) == Way("query", is_signed=True)
    assert choose("id_token", "query", SEALED) == Way("fragment")
    assert choose("id_token", "query.jwt", None) == Way("fragment", is_signed=True)
