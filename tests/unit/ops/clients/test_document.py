"""Applications as one TOML document: what is written is read back, and what is wrong is named with its line."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from idp.oidc.clients.client import Client, Encryption, SecretHash
from idp.ops.clients.document import BadDocument, read_document, tell, write_document

NOW = datetime(2026, 11, 24, 16, tzinfo=UTC)
texts = some.text(some.characters(exclude_categories=["Cs"]), max_size=20)


def build_client(**said: Any) -> Client:
    uris = ("https://lon.havsvik.example/callback",)
    defaults = {"client_id": "c1", "name": "Lön", "service": None, "redirect_uris": uris}
    return Client(**{"auth_method": "client_secret_basic", "created_at": NOW} | defaults | said)


def refuse(text: str) -> str:
    with pytest.raises(BadDocument) as refused:
        read_document(text, NOW)
    return str(refused.value)


@given(
    texts,
    some.lists(texts).map(tuple),
    some.dictionaries(texts, texts),
    some.none() | some.integers(0, 2**31),
)
def test_every_application_comes_back_as_it_was(
    name: str, uris: tuple[str, ...], purpose: dict[str, str], age: int | None
) -> None:
    client = build_client(name=name, redirect_uris=uris, purpose=purpose, default_max_age=age, is_paused=True)
    (entry,) = read_document(write_document([client]), NOW)
    assert tell(entry.client) == tell(client)


def test_keys_encryption_and_flags_come_back_as_they_were() -> None:
    jwks = {"keys": [{"kty": "EC", "crv": "P-256", "x": "a", "y": "b", "key_ops": ["verify"]}]}
    client = build_client(
        jwks=jwks,
        id_token_encryption=Encryption("ECDH-ES", "A256GCM"),
        response_alg="RS256",
        response_encryption=Encryption("RSA-OAEP-256"),
        requires_pkce=False,
        claims_in_id_token=True,
    )
    (entry,) = read_document(write_document([client]), NOW)
    assert tell(entry.client) == tell(client)


def test_no_secret_and_no_hash_is_written() -> None:
    client = build_client(secrets=(SecretHash("5ecre7" * 8),), registration_token="70ken" * 8)
    written = write_document([client])
    assert "5ecre7" not in written
    assert "70ken" not in written


def test_the_order_is_that_of_the_names_however_they_come() -> None:
    one, other = build_client(name="B"), build_client(name="A", client_id="c2")
    assert write_document([one, other]) == write_document([other, one])


def test_every_fault_is_named_with_its_line() -> None:
    text = '[[clients]]\nname = 7\nauth_method = "none"\n\n[[clients]]\nname = "A"\nredirect_uri = "x"\nsecrets = []\n'
    said = refuse(text).splitlines()
    assert [line.partition(":")[0] for line in said] == ["line 2", "line 5", "line 7", "line 8"]
    assert "auth_method: is missing" in said[1]
    assert "redirect_uri: is not known" in said[2]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[clients", "is no TOML"),
        ("clients = 3", "line 1: clients: write it as"),
        ("\n[[client]]\n", "line 2: client: is not known"),
        ('[[clients]]\nname = "A"\nauth_method = "none"\n' * 2, "line 5: name: 'A' stands twice"),
        ('[[clients]]\nname = "A"\nauth_method = "nome"\n', "line 3: auth_method: "),
        ('[[clients]]\nname = "A"\nauth_method = "none"\nredirect_uris = [7]\n', "line 4: redirect_uris: "),
    ],
)
def test_what_is_no_document_is_refused(text: str, told: str) -> None:
    assert told in refuse(text)
