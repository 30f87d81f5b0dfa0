"""The whole application, built as it is served."""

import pytest
from flask import Flask

from idp.config.reading import read_config
from idp.ops.demo.furnish import furnish
from idp.ops.demo.places import Places
from idp.wiring import build_app, build_dispatcher, build_parts


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The demonstration's provider, so that the demonstration's own route is there too."""
    folder = tmp_path_factory.mktemp("application") / "demo"
    furnish(folder, Places())
    parts = build_parts(read_config(folder / "idp.toml", {}))
    return build_app(parts, build_dispatcher(parts))
