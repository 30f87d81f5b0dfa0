"""Who may use whom: layers, and the few rooms in which a framework may be named."""

import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, list_imports, list_modules

ROOMS = {
    "flask": (
        "idp/app",
        "idp/i18n.py",
        "idp/oidc/endpoints",
        "idp/oidc/authlib_server.py",
        "idp/signin/pages",
        "idp/sessions/cookies.py",
        "idp/portal/pages",
        "idp/admin/pages",
        "idp/ops/inbox",
        "idp/ops/server/command.py",
        "idp/wiring",
    ),
    "sqlalchemy": ("idp/storage", "idp/ops/opened.py", "idp/ops/server/command.py"),
    "alembic": ("idp/storage/migrations",),
    "authlib": ("idp/oidc/authlib_server.py", "idp/oidc/grants"),
    "webauthn": ("idp/methods/webauthn",),
    "gunicorn": ("idp/ops/server",),
    "clients": (),
    "tests": (),
}
"""Where each may be imported."""


def lives_in(module: Path, rooms: tuple[str, ...]) -> bool:
    return any(module == Path(room) or Path(room) in module.parents for room in rooms)


def imports(module: Path, package: str) -> bool:
    return any(name.partition(".")[0] == package for name in list_imports(module))


def test_upper_layers_use_lower_ones_and_neighbours_stay_apart() -> None:
    done = subprocess.run([".venv/bin/lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", ROOMS)
def test_a_framework_is_named_in_its_rooms_alone(package: str) -> None:
    strays = [
        str(module)
        for module in list_modules()
        if imports(module, package) and not lives_in(module, ROOMS[package])
    ]
    assert strays == []


def test_the_applications_import_nothing_of_the_provider() -> None:
    assert [str(module) for module in list_modules("clients") if imports(module, "idp")] == []


def test_the_web_application_never_loads_alembic() -> None:
    words = "import sys, idp.wiring; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([".venv/bin/python", "-c", words], cwd=ROOT, check=False).returncode == 0
