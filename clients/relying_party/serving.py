"""Runs an application on gunicorn: one process, a few threads, a clean end on SIGTERM."""

import logging
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from .config import Config


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self._options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        return self._app


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
