"""Registers the demonstration's two applications, as any application is registered."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from joserfc.jwk import ECKey

from idp.chance import Chance
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import register
from idp.ops.demo.places import Places
from idp.signing.private_file import write_private
from idp.storage.unit_of_work import Database

SERVICES: Final = {"payslips": ("lonebesked", "Lönebesked"), "sick_child": ("vab", "Vård av sjukt barn")}
"""The policy's service and the name of each application."""

PURPOSES: Final = {
    "payslips": {
        "sv": "För att visa dina egna lönebesked.",
        "en": "To show you your own payslips.",
        "fi": "Jotta voimme näyttää sinulle palkkalaskelmasi.",
    },
    "sick_child": {
        "sv": "För att ta emot din anmälan och dra rätt på lönen.",
        "en": "To take your report and get your pay right.",
        "fi": "Jotta voimme ottaa vastaan ilmoituksesi ja laskea palkkasi oikein.",
    },
}
"""What people read about why each is told who they are."""

LEGAL_BASIS: Final = {
    "sv": "Nödvändigt för att fullgöra anställningsavtalet.",
    "en": "Necessary for the contract of employment.",
    "fi": "Tarpeen työsopimuksen täyttämiseksi.",
}

DATA_OWNERS: Final = {"payslips": "Löneenheten", "sick_child": "Personalavdelningen"}
"""The part of the municipality that answers for what each is told."""

SEES_PROTECTED: Final = {"payslips": "Ett lönebesked är ställt till den anställda vid eget namn."}
"""Why an application sees protected people as they are. The other one sees an alias."""

Environment = dict[str, str]
"""What an application is started with."""


def register_applications(
    database: Database, places: Places, folder: Path, chance: Chance, now: datetime
) -> Mapping[str, Environment]:
    """Register both and return what each is started with: one proves itself by a secret, one by a key of its own."""
    applications: dict[str, Environment] = {}
    for part in SERVICES:
        wanted = build_wanted(part, places, now)
        proof: Environment = {}
        if part == "sick_child":
            key_file = folder / "sick_child.jwk.json"
            wanted = replace(wanted, auth_method="private_key_jwt", jwks=make_key(key_file))
            proof["PRIVATE_KEY"] = str(key_file)
        with database.begin() as stores:
            registered = register(stores, wanted, chance, now)
        if registered.secret is not None:
            proof["CLIENT_SECRET"] = registered.secret
        applications[part] = {
            "ISSUER": places.url("provider"),
            "CLIENT_ID": registered.client.client_id,
            "BASE_URL": places.url(part),
            "PORT": str(places.ports[part]),
            "DATA": str(folder),
            "SECRET_KEY": chance.token(),
            **proof,
        }
    return applications


def build_wanted(part: str, places: Places, now: datetime) -> Client:
    """Return the application's registration, with every address it has."""
    service, name = SERVICES[part]
    url = places.url(part)
    return Client(
        client_id="",
        name=name,
        service=service,
        redirect_uris=(f"{url}/callback",),
        auth_method="client_secret_basic",
        purpose=PURPOSES[part],
        legal_basis=LEGAL_BASIS,
        created_at=now,
        data_owner=DATA_OWNERS[part],
        contact="it.kundtjanst@havsvik.example",
        sees_protected=SEES_PROTECTED.get(part),
        post_logout_redirect_uris=(f"{url}/signed-out",),
        backchannel_logout_uri=f"{url}/backchannel-logout",
        backchannel_logout_session_required=True,
        initiate_login_uri=f"{url}/login",
    )


def make_key(path: Path) -> dict[str, Any]:
    """Write a new private key for its owner alone and return the key set that is registered."""
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
    write_private(path, json.dumps(key.as_dict(private=True)).encode())
    return {"keys": [key.as_dict(private=False)]}
