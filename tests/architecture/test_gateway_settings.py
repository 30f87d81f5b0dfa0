"""docs/messages.md names every setting of every kind of gateway with its default, and its examples can be read."""

import re
from pathlib import Path
from typing import Any

import pytest
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from idp.config.keys import Leaf, list_keys
from idp.config.lists import list_kinds
from idp.config.problems import ConfigError
from idp.config.reading import read_config
from idp.config.sections.gateways import Elks, Gateway, Http, Smpp
from tests.architecture.sources import ROOT

TEXT = (ROOT / "docs/messages.md").read_text(encoding="utf-8")
CHAPTERS: dict[str, type[Struct]] = {
    "Every gateway": Gateway,
    "46elks": Elks,
    "Any other gateway over HTTP": Http,
    "An operator over SMPP": Smpp,
}
ROW = re.compile(r"^\| `([a-z_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)
BEGINNING = """\
issuer = "https://idp.havsvik.example"
database = "sqlite:///idp.sqlite"
keys = "keys"
policy = "policy.toml"
[municipality]
name = "Havsviks kommun"
[municipality.helpdesk]
email = "it@havsvik.example"
phone = "0980-319 200"
"""


def read_chapter(title: str) -> str:
    return re.split(r"^##", TEXT.partition(f"### {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def write_default(default: Any) -> str:
    if default is NODEFAULT:
        return "required"
    if default in (None, "", ()):
        return "–"
    if isinstance(default, tuple):
        return f"`{', '.join(map(str, default))}`"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


@pytest.mark.parametrize("title", CHAPTERS)
def test_a_gateways_settings_are_documented_as_they_are(title: str) -> None:
    struct = CHAPTERS[title]
    shared = {field.name for field in fields(Gateway)} if struct is not Gateway else set()
    wanted = {
        field.name: write_default(field.default) for field in fields(struct) if field.name not in shared
    }
    assert {name: default for name, default, _ in ROW.findall(read_chapter(title))} == wanted


def test_every_kind_of_gateway_has_its_chapter() -> None:
    leaf = list_keys()["text_messages.gateways"]
    assert isinstance(leaf, Leaf)
    assert set(list_kinds(leaf.type).values()) == set(CHAPTERS.values()) - {Gateway}


def test_all_examples_together_are_a_configuration(tmp_path: Path) -> None:
    examples = "\n".join(re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL))
    for path in set(re.findall(r'"/etc/eportal-idp/([\w-]+)"', examples)):
        (tmp_path / path).write_text("x" * 24)
    (tmp_path / "idp.toml").write_text(
        BEGINNING + examples.replace("/etc/eportal-idp/", ""), encoding="utf-8"
    )
    try:
        config = read_config(tmp_path / "idp.toml", {})
    except ConfigError as problem:
        pytest.fail(str(problem))
    assert config.text_messages is not None
    assert [gateway.name for gateway in config.text_messages.gateways] == [
        "elks",
        "spare",
        "json",
        "operator",
    ]
