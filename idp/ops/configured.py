"""What most commands begin with: the configuration, and what it names."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click

from idp.config.problems import ConfigError
from idp.config.reading import read_config
from idp.config.settings import Config
from idp.ops.stop import Stop

P = ParamSpec("P")
R = TypeVar("R")

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("idp.toml"),
    envvar="IDP_CONFIG",
    show_default=True,
    help="The configuration file.",
)


def needs_config(command: Callable[Concatenate[Config, P], R]) -> Callable[P, R]:
    """Give the command the `--config` option, and the configuration as its first argument."""

    @config_option
    @wraps(command)
    def configured(*args: P.args, **options: P.kwargs) -> R:
        path = options.pop("config_path")
        assert isinstance(path, Path)
        return command(load_config(path), *args, **options)

    return configured


def load_config(path: Path) -> Config:
    """Read the configuration; stop with every fault, one a line."""
    try:
        return read_config(path, os.environ)
    except ConfigError as problem:
        raise Stop(str(problem)) from None
