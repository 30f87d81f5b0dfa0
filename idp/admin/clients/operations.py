"""Applications by the REST API."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from idp.admin.api.entity_tag import check_match, tag_of
from idp.admin.api.operation import Call, Listing, Operation, Told
from idp.admin.api.problems import Conflict, Fault, Faults, NotFound, Problem
from idp.admin.clients.desk import CHANGES, SEES, ClientDesk, NoSecret
from idp.admin.clients.listing import Wish
from idp.admin.clients.recipes import list_recipes
from idp.admin.clients.shapes import (
    ClientLine,
    ClientMade,
    ClientPatch,
    ClientQuery,
    ClientTold,
    ClientWanted,
    RecipeTold,
    SecretTold,
    read_patch,
    read_wanted,
    tell_client,
)
from idp.admin.permissions import Permission
from idp.oidc.clients.client import Client
from idp.oidc.clients.reserved import ReservedClient
from idp.oidc.registration.registering import ChangedMeanwhile, Registered, UnknownClient
from idp.oidc.registration.rules import BadRegistration

Act = Callable[[Call], Any]


def worded(act: Act) -> Act:
    """Return the act with what the desk refuses put into words for programs."""

    @wraps(act)
    def careful(call: Call) -> Any:
        try:
            return act(call)
        except BadRegistration as refusal:
            raise Faults(tuple(read_fault(fault) for fault in refusal.faults)) from None
        except UnknownClient:
            raise NotFound("there is no such application, or it is not yours to see") from None
        except ReservedClient:
            raise Problem(409, "reserved", "this application is a part of the provider") from None
        except NoSecret:
            raise Problem(409, "no_secret", "the application proves itself without a secret") from None
        except ChangedMeanwhile:
            raise Conflict from None

    return careful


def read_fault(fault: str) -> Fault:
    """Return a fault of a registration, which begins with its field's name."""
    name, _, text = fault.partition(": ")
    return Fault(name, text)


def build_client_operations(desk: ClientDesk, issuer: str) -> tuple[Operation, ...]:
    """Return the operations."""

    def list_clients(call: Call) -> Listing:
        asked: ClientQuery = call.query
        wish = Wish(asked.words, asked.state, asked.service, asked.after, asked.limit)
        page = desk.list(call.actor, wish, call.now)
        lines = (
            ClientLine(
                client_id=line.client.client_id,
                name=line.client.name,
                service=line.client.service,
                auth_method=line.client.auth_method,
                state=line.state,
                secret_expires_at=line.secret_ends_at,
            )
            for line in page.lines
        )
        return Listing(tuple(lines), page.after)

    def show(call: Call) -> Told:
        return tell(desk.show(call.actor, call.path["client_id"]), call)

    def register(call: Call) -> Told:
        made = desk.register(call.actor, read_wanted(call.body, call.now), call.now)
        return Told(tell_made(made), f"/clients/{made.client.client_id}", tag_client(made.client))

    def change(call: Call) -> Told:
        known = desk.show(call.actor, call.path["client_id"])
        check_match(describe_version(known), call.if_match)
        changed = desk.change(call.actor, replace(known, **read_patch(call.body)), call.now)
        return tell(changed.client, call)

    def pause(call: Call) -> Told:
        return tell(desk.pause(call.actor, call.path["client_id"], call.now), call)

    def resume(call: Call) -> Told:
        return tell(desk.resume(call.actor, call.path["client_id"], call.now), call)

    def remove(call: Call) -> None:
        known = desk.show(call.actor, call.path["client_id"])
        check_match(describe_version(known), call.if_match)
        desk.remove(call.actor, known.client_id, call.now)

    def list_secrets(call: Call) -> Listing:
        client = desk.show(call.actor, call.path["client_id"])
        told = (
            SecretTold(
                is_newest=place == 0,
                is_good=secret.works(call.now),
                expires_at=secret.expires_at,
            )
            for place, secret in enumerate(client.secrets)
        )
        return Listing(tuple(told))

    def rotate(call: Call) -> Told:
        made = desk.rotate_secret(call.actor, call.path["client_id"], call.now)
        return Told(
            tell_made(made), f"/clients/{made.client.client_id}/secrets", etag=tag_client(made.client)
        )

    def end_old(call: Call) -> None:
        desk.end_old_secrets(call.actor, call.path["client_id"], call.now)

    def recipes(call: Call) -> Listing:
        client = desk.show(call.actor, call.path["client_id"])
        written = list_recipes(issuer, client)
        return Listing(tuple(RecipeTold(name=one.name, file=one.file, text=one.text) for one in written))

    def build(name: str, method: Any, path: str, summary: str, act: Act, **more: Any) -> Operation:
        given = {"permissions": SEES if method == "GET" else CHANGES} | more
        return Operation(
            name=name,
            method=method,
            path=f"/clients{path}",
            summary=summary,
            act=worded(act),
            tag="clients",
            **given,
        )

    write, one = (Permission.CLIENTS_WRITE,), "/{client_id}"
    return (
        build(
            "listClients",
            "GET",
            "",
            "Applications by name.",
            list_clients,
            query=ClientQuery,
            answer=ClientLine,
            is_list=True,
        ),
        build(
            "registerClient",
            "POST",
            "",
            "Register an application; its secret is told this once.",
            register,
            permissions=write,
            body=ClientWanted,
            answer=ClientMade,
            status=201,
            replays=True,
        ),
        build("showClient", "GET", one, "One application.", show, answer=ClientTold),
        build(
            "changeClient",
            "PATCH",
            one,
            "Change what is written; the rest stays.",
            change,
            body=ClientPatch,
            answer=ClientTold,
            needs_match=True,
        ),
        build(
            "removeClient",
            "DELETE",
            one,
            "Forget an application; everybody is signed out of it.",
            remove,
            permissions=write,
            needs_match=True,
        ),
        build(
            "pauseClient",
            "POST",
            f"{one}/pause",
            "Let nobody in; every grant and token ends at once.",
            pause,
            answer=ClientTold,
        ),
        build(
            "resumeClient",
            "POST",
            f"{one}/resume",
            "Let people in again.",
            resume,
            permissions=write,
            answer=ClientTold,
        ),
        build(
            "listClientSecrets",
            "GET",
            f"{one}/secrets",
            "When the secrets expire.",
            list_secrets,
            answer=SecretTold,
            is_list=True,
        ),
        build(
            "rotateClientSecret",
            "POST",
            f"{one}/secrets",
            "A new secret, told this once; the old one works for a week or until it expires, also if another is made soon.",
            rotate,
            answer=ClientMade,
            status=201,
            replays=True,
        ),
        build("endOldClientSecret", "DELETE", f"{one}/secrets/old", "End the old secret at once.", end_old),
        build(
            "listClientRecipes",
            "GET",
            f"{one}/recipes",
            "Configuration to paste.",
            recipes,
            answer=RecipeTold,
            is_list=True,
        ),
    )


def tell(client: Client, call: Call) -> Told:
    """Return the application with its entity tag."""
    return Told(tell_client(client, call.now), etag=tag_client(client))


def tell_made(made: Registered) -> ClientMade:
    """Return what was made, with the secret that was made with it."""
    secrets = made.client.secrets if made.secret is not None else ()
    return ClientMade(
        client_id=made.client.client_id,
        client_secret=made.secret,
        secret_expires_at=secrets[0].expires_at if secrets else None,
    )


def describe_version(client: Client) -> dict[str, Any]:
    """Return what the entity tag is of: which application, and how often it was changed."""
    return {"client_id": client.client_id, "revision": client.revision}


def tag_client(client: Client) -> str:
    """Return the entity tag of an application as it is now."""
    return tag_of(describe_version(client))
