"""Writes the demonstration's configuration and policy."""

import shutil
from pathlib import Path
from typing import Final

from idp.ops.demo.places import Places

POLICY: Final = Path(__file__).parent / "policy.toml"

CONFIG: Final = """\
# The demonstration's configuration. It is written anew at every start: change a copy, not this file.

issuer = "{provider}"
database = "sqlite:///idp.sqlite"
keys = "keys"
policy = "policy.toml"

[municipality]
name = "Havsviks kommun"
portal = "E-portalen"
org_number = "2120009903"

[municipality.helpdesk]
name = "IT-kundtjänst"
email = "it.kundtjanst@havsvik.example"
phone = "0980-319 200"

[listen]
port = {provider_port}

[mail]
hosts = ["localhost"]
port = {smtp_port}
security = "none"
sender = "no-reply@havsvik.example"

[text_messages]
sender = "Havsvik"

[[text_messages.gateways]]
kind = "http"
name = "inbox"
url = "{inbox}/sms"
price = 35

[demo]
zone_bar = true
inbox = "{inbox}"
"""


def write_settings(folder: Path, places: Places) -> None:
    """Write idp.toml and policy.toml into the folder, with these addresses."""
    ports = {f"{part}_port": port for part, port in places.ports.items()}
    (folder / "idp.toml").write_text(CONFIG.format(**places.urls, **ports), encoding="utf-8")
    policy = POLICY.read_text(encoding="utf-8")
    (folder / "policy.toml").write_text(places.move(policy), encoding="utf-8")


def forget(folder: Path) -> None:
    """Delete the demonstration's folder; nothing happens when there is none."""
    if folder.exists():
        shutil.rmtree(folder)
