"""What is pasted names the application as it is registered, and holds no secret but the one just made."""

import ast
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from idp.admin.clients.recipes import list_recipes
from idp.admin.clients.recipes.recipe import PLACEHOLDER
from idp.oidc.clients.client import Client

ISSUER = "https://idp.test"
CLIENT = Client(
    client_id="c1",
    name="Lönebesked",
    service=None,
    redirect_uris=("https://lon.test/oidc/callback",),
    auth_method="client_secret_basic",
    created_at=datetime(2026, 3, 11, tzinfo=UTC),
    post_logout_redirect_uris=("https://lon.test/signed-out",),
)
METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"]


def test_a_server_with_a_secret_has_every_recipe() -> None:
    assert [recipe.name for recipe in list_recipes(ISSUER, CLIENT)] == [
        "Authlib (Python, Flask)",
        "Spring Boot",
        "Spring Security",
        "ASP.NET Core",
        "Apache (mod_auth_openidc)",
        "oauth2-proxy",
        "openid-client (Node.js)",
    ]


@pytest.mark.parametrize("method", METHODS)
def test_each_recipe_names_provider_and_application(method: Any) -> None:
    recipes = list_recipes(ISSUER, replace(CLIENT, auth_method=method))
    assert recipes
    for recipe in recipes:
        assert ISSUER in recipe.text, recipe.name
        assert "c1" in recipe.text, recipe.name
        assert "/oidc/callback" in recipe.text, recipe.name
        assert "S256" in recipe.text or recipe.name in {"Spring Boot", "ASP.NET Core"}, recipe.name


def test_a_secret_is_written_only_when_it_was_just_made() -> None:
    for recipe in list_recipes(ISSUER, CLIENT, "5ecret"):
        assert "5ecret" in recipe.text or recipe.name == "Spring Security", recipe.name
        assert "5ecret" not in repr(recipe)
    for recipe in list_recipes(ISSUER, CLIENT):
        assert PLACEHOLDER in recipe.text or recipe.name == "Spring Security", recipe.name


@pytest.mark.parametrize("method", ["private_key_jwt", "none"])
def test_without_a_secret_nobody_is_asked_to_paste_one(method: Any) -> None:
    for recipe in list_recipes(ISSUER, replace(CLIENT, auth_method=method)):
        assert PLACEHOLDER not in recipe.text, recipe.name
        assert "CLIENT_SECRET" not in recipe.text, recipe.name


@pytest.mark.parametrize("method", METHODS)
def test_the_python_recipe_is_python(method: Any) -> None:
    authlib = list_recipes(ISSUER, replace(CLIENT, auth_method=method))[0]
    ast.parse(authlib.text)


def test_a_machine_has_the_request_for_a_token() -> None:
    machine = replace(CLIENT, redirect_uris=(), response_types=(), scopes=(), api_scopes=("lon:read",))
    (recipe,) = list_recipes(ISSUER, machine)
    assert "grant_type=client_credentials" in recipe.text
    assert "lon:read" in recipe.text


@pytest.mark.parametrize(
    ("redirect_uri", "line"),
    [
        ("https://lon.test/oidc/callback", 'proxy_prefix = "/oidc"'),
        ("https://lon.test/back", "register https://lon.test/oauth2/callback first"),
        ("http://localhost:4000/oauth2/callback", 'http_address = "127.0.0.1:4000"'),
    ],
)
def test_the_proxy_listens_where_it_is_registered(redirect_uri: str, line: str) -> None:
    recipes = list_recipes(ISSUER, replace(CLIENT, redirect_uris=(redirect_uri,)))
    assert line in next(one.text for one in recipes if one.name == "oauth2-proxy")
