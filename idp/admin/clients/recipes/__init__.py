"""Ready-to-paste configuration for the programs that applications are made with. None holds a secret but the new one."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from idp.admin.clients.recipes.aspnet_core import write_aspnet_core
from idp.admin.clients.recipes.authlib import write_authlib
from idp.admin.clients.recipes.curl import write_curl
from idp.admin.clients.recipes.mod_auth_openidc import write_mod_auth_openidc
from idp.admin.clients.recipes.oauth2_proxy import write_oauth2_proxy
from idp.admin.clients.recipes.openid_client import write_openid_client
from idp.admin.clients.recipes.recipe import Facts, Recipe, build_facts
from idp.admin.clients.recipes.spring import write_spring, write_spring_security
from idp.oidc.clients.client import Client

Write = Callable[[Facts], Recipe]

FOR_PEOPLE: Final[Mapping[str, Write]] = MappingProxyType(
    {
        "authlib": write_authlib,
        "spring": write_spring,
        "spring-security": write_spring_security,
        "aspnet-core": write_aspnet_core,
        "mod-auth-openidc": write_mod_auth_openidc,
        "oauth2-proxy": write_oauth2_proxy,
        "openid-client": write_openid_client,
    }
)
FOR_MACHINES: Final[Mapping[str, Write]] = MappingProxyType({"curl": write_curl})


def list_recipes(issuer: str, client: Client, secret: str | None = None) -> tuple[Recipe, ...]:
    """Return the recipes that fit the application. `secret` is shown right after it was made, and never again."""
    facts = build_facts(issuer, client, secret)
    writers = FOR_PEOPLE if client.signs_people_in else FOR_MACHINES
    recipes = (write(facts) for write in writers.values())
    return tuple(recipe for recipe in recipes if client.auth_method in recipe.methods)
