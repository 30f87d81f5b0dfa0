"""The whole application, built as it is served."""

import pytest
from flask import Flask
from msgspec.structs import replace

from idp.config.reading import read_config
from idp.config.sections.session_management import SessionManagement
from idp.ops.demo.furnish import furnish
from idp.ops.demo.places import Places
from idp.wiring import build_app, build_dispatcher, build_parts


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The demonstration's provider, with every route that a setting brings."""
    folder = tmp_path_factory.mktemp("application") / "demo"
    furnish(folder, Places())
    config = read_config(folder / "idp.toml", {})
    parts = build_parts(replace(config, session_management=SessionManagement(enabled=True)))
    return build_app(parts, build_dispatcher(parts))
