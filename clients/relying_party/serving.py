"""Runs an application on gunicorn: one process, a few threads, a clean end on SIGTERM."""

import logging
import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn has no types

from .config import Config, load_config


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self._options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        return self._app


def run(name: str, create_app: Callable[[Config], Flask], port: int) -> None:
    """Read the settings from the environment and serve; a fault in them ends the start with one line that names it."""
    try:
        config = load_config(name, os.environ, port)
        app = create_app(config)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from None
    serve(app, config)


def serve(app: Flask, config: Config) -> None:
    """Serve `app` until SIGTERM or SIGINT. There is no access log: its lines would hold codes."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    options = {
        "bind": f"{config.host}:{config.port}",
        "threads": 8,
        "graceful_timeout": 5,
        "proc_name": config.name,
        "control_socket_disable": True,
    }
    _Server(app, options).run()
