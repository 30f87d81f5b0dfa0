"""Makes the demonstration's folder, once: keys, tables, people, applications, and try.json written last."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from idp.chance import Chance, SystemChance
from idp.clock import Clock, system_clock
from idp.config.reading import read_config
from idp.config.settings import Config
from idp.methods.totp import build_uri
from idp.ops.demo.applications import register_applications
from idp.ops.demo.people import load_town, mail_address
from idp.ops.demo.places import Places
from idp.ops.demo.settings import forget, write_settings
from idp.ops.demo.settle import Seeds, Settler
from idp.ops.demo.tokens import stock_tokens
from idp.ops.opened import load_store_keys, open_database, open_engine
from idp.ops.passwords import build_hasher
from idp.policy.loading import load_policy
from idp.signing.envelope import open_envelope
from idp.signing.folder import create_keys
from idp.signing.private_file import write_private
from idp.storage.migrations.upgrade import upgrade

TRY: Final = "try.json"
APPS: Final = "apps.json"
TOKENS: Final = "tokens.json"


def furnish(folder: Path, places: Places, clock: Clock = system_clock) -> Mapping[str, Any]:
    """Return what try.json says; make the folder first when it is not there, half made, or of other addresses."""
    made = read_try(folder)
    if made is not None and made["addresses"] == places.urls:
        write_settings(folder, places)
        return made
    forget(folder)
    folder.mkdir(mode=0o700, parents=True)
    write_settings(folder, places)
    config, chance = read_config(folder / "idp.toml", {}), SystemChance()
    create_keys(config.keys, chance, clock(), open_envelope(config))
    with open_engine(config) as engine:
        upgrade(engine)
    made = move_in(config, folder, places, chance, clock())
    write_private(folder / TRY, json.dumps(made, ensure_ascii=False, indent=2).encode())
    return made


def read_try(folder: Path) -> Mapping[str, Any] | None:
    """Return what try.json says; None when the folder has not come that far."""
    try:
        made: Mapping[str, Any] = json.loads((folder / TRY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return made


def move_in(config: Config, folder: Path, places: Places, chance: Chance, now: datetime) -> Mapping[str, Any]:
    """Settle the people, register the applications, and return everything a visitor or a script needs."""
    keys = load_store_keys(config)
    with open_database(config) as database:
        settler = Settler(chance, build_hasher(config), keys.sealer)
        seeds = settler.settle(database, load_town(), now)
        with database.begin() as stores:
            tokens = stock_tokens(stores, keys.sealer, chance, now)
        applications = register_applications(database, places, folder, chance, now)
    people = describe_people(seeds, config.municipality.portal)
    apps = [
        {"name": f"{entry['name']}, {entry['username']}", "secret": entry["app"]["secret"]}
        for entry in people
        if entry["app"]
    ]
    write_private(folder / APPS, json.dumps(apps, ensure_ascii=False, indent=2).encode())
    write_private(folder / TOKENS, json.dumps(tokens, ensure_ascii=False, indent=2).encode())
    return {
        "addresses": places.urls,
        "issuer": places.url("provider"),
        "zones": list(load_policy(config.policy).zones.names),
        "people": people,
        "tokens": tokens,
        "applications": applications,
    }


def describe_people(seeds: Seeds, issuer: str) -> list[dict[str, Any]]:
    """Return everybody with what it takes to sign in as them."""
    town = load_town()
    return [
        {
            "realm": realm,
            "username": username,
            "password": town.password,
            "name": " ".join(person.name),
            "title": person.title,
            "unit": person.unit,
            "groups": sorted(town.groups_of(realm, person)),
            "email": mail_address(realm, username, person),
            "numbers": list(person.numbers),
            "app": describe_app(seeds.get((realm, username)), username, issuer),
        }
        for realm, username, person in town.everybody
    ]


def describe_app(seed: str | None, username: str, issuer: str) -> dict[str, str] | None:
    """Return the key of a person's app and the address a phone scans; None for one without an app."""
    return None if seed is None else {"secret": seed, "uri": build_uri(seed, username, issuer)}
