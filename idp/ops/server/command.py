"""`idp serve`: serve the provider with gunicorn."""

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import click
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn has no types
from sqlalchemy.exc import DBAPIError

from idp.app.json_log import write_json_lines
from idp.audit.events import Event, Tag
from idp.config.settings import Config
from idp.delivery.threads import DispatcherThreads
from idp.oidc.logout.rounds.thread import Rounds
from idp.ops.configured import config_option, load_config
from idp.ops.server.listening import NOBODY_ELSE, check_move, check_place, let_in, write_place
from idp.ops.server.reload import CarefulArbiter
from idp.ops.server.worker import StayingWorker
from idp.ops.stop import Stop
from idp.people.ldap.opening import BadDirectory
from idp.policy.problems import PolicyError
from idp.signing.folder import BadKeysFolder
from idp.signing.hsm import HsmAway
from idp.signing.private_file import LoosePermissions
from idp.signing.proving import prove_signing
from idp.storage.schema import WrongSchema
from idp.storage.trail.binder import Binder
from idp.wiring import (
    LiveApplication,
    Parts,
    build_binder,
    build_dispatcher,
    build_parts,
    build_policy_watch,
    build_rehearsals,
    build_rounds,
)

LONGEST_LINE: Final = 8190
"""Characters of a request's first line, gunicorn's most: a message to the person in two languages needs half of them."""

STOP_SECONDS: Final = 10
"""How long requests under way may take when the provider is told to stop."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Runs the provider; each worker process makes its own parts, so that nothing is shared over a fork.

    `read` reads the configuration again, and raises Stop when it cannot.
    """

    def __init__(self, config: Config, read: Callable[[], Config]) -> None:
        self._config = config
        self._read = read
        self._parts: Parts | None = None
        self._dispatcher: DispatcherThreads | None = None
        self._rounds: tuple[Rounds, ...] = ()
        self._binder: Binder | None = None
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn where and how; there is no access log, because its lines would hold codes.

        No header of a proxy changes what gunicorn tells the application: the one that is believed,
        X-Forwarded-For, is read by the policy's own walk.
        """
        listen = self._config.listen
        settings: dict[str, Any] = {
            "bind": write_place(listen),
            "umask": NOBODY_ELSE,
            "when_ready": lambda _server: let_in(self._config.listen),
            "on_reload": lambda _server: let_in(self._config.listen),
            "workers": listen.workers,
            "worker_class": StayingWorker,
            "threads": listen.threads,
            "graceful_timeout": STOP_SECONDS,
            "forwarded_allow_ips": "",
            "limit_request_line": LONGEST_LINE,
            "proc_name": "eportal-idp",
            "control_socket_disable": True,
            "worker_exit": lambda _server, _worker: self.end(),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def read_anew(self) -> None:
        """Take the configuration as it is now for the workers to come. Raises Stop and keeps the old one at a fault."""
        config = self._read()
        check_ready(config)
        check_move(self._config.listen, config.listen)
        self._config = config

    def run(self) -> None:
        """Serve until told to stop.

        What was imported and made until now is put out of the collector's sight: a worker that went through it would have
        a copy of its own of every page that it only shares.
        """
        gc.freeze()
        CarefulArbiter(self).run()

    def load(self) -> LiveApplication:
        """Make the application and begin sending, in the worker."""
        write_json_lines()
        self._parts = parts = build_parts(self._config)
        self._dispatcher = build_dispatcher(parts)
        self._dispatcher.start()
        live = LiveApplication(parts, self._dispatcher)
        self._rounds = (
            build_rounds(parts, self._dispatcher, live.policy),
            build_policy_watch(parts, live),
            build_rehearsals(parts),
        )
        for rounds in self._rounds:
            rounds.start()
        self._binder = build_binder(parts)
        self._binder.start()
        record(parts, Tag.STARTED)
        return live

    def end(self) -> None:
        """Let the round and the message under way be finished, before the worker ends."""
        for rounds in self._rounds:
            rounds.stop()
        if self._dispatcher is not None and self._parts is not None:
            self._dispatcher.stop()
            record(self._parts, Tag.STOPPED)
        if self._binder is not None:
            self._binder.stop()


def record(parts: Parts, tag: Tag) -> None:
    """Write into the trail that a worker started or stopped."""
    with parts.database.begin() as stores:
        stores.audit.record(Event(tag, parts.clock()))


@click.command(name="serve")
@config_option
def command(config_path: Path) -> None:
    """Serve the provider until SIGTERM or Ctrl-C; SIGHUP reads settings and policy anew.

    What is under way is finished first. Put a web server that speaks https before it
    (docs/operating.md), and name that server's address in network.trusted_proxies.
    """
    config = load_config(config_path)
    check_ready(config)
    check_place(config.listen)
    Server(config, partial(load_config, config_path)).run()


def check_ready(config: Config) -> None:
    """Stop with one line when policy, keys or database would keep the provider from starting."""
    try:
        parts = build_parts(config)
        parts.database.engine.dispose()
        prove_signing(parts.keyring())
    except (PolicyError, BadKeysFolder, LoosePermissions, WrongSchema, BadDirectory) as problem:
        raise Stop(str(problem)) from None
    except HsmAway as problem:
        raise Stop(f"the PKCS#11 token: {problem.detail}") from None
    except DBAPIError as problem:
        raise Stop(f"the database does not answer: {problem.orig}; see that it runs") from None
