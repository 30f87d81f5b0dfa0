"""Nobody reads or writes the keys folder past its encryption: a forgotten envelope would show on an encrypted folder only."""

import ast
from pathlib import Path

from tests.architecture.sources import list_modules, parse

DOORS = {
    "LiveKeyring",
    "create_keys",
    "load_keyring",
    "load_secret",
    "revoke_key",
    "rotate_keys",
    "save_keyring",
}


def test_every_use_of_the_keys_folder_brings_the_envelope() -> None:
    bare = [
        f"{module}:{node.lineno}"
        for module in list_modules()
        for node in ast.walk(parse(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in DOORS
        and not any("envelope" in ast.unparse(given).lower() for given in (*node.args, *node.keywords))
    ]
    assert bare == []


def test_every_door_is_still_there() -> None:
    made = {
        node.name
        for module in list_modules("idp/signing")
        for node in ast.walk(parse(Path(module)))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    assert made >= DOORS
