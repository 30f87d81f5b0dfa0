"""Asks a directory that has several servers: the service account over kept connections, each password over its own."""

import logging
import ssl
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from idp.config.sections.directories import Directory
from idp.people.ldap.connection import Connection
from idp.people.ldap.deadline import Deadline
from idp.people.ldap.line import Server, open_line, read_server
from idp.people.ldap.problems import Closed, Down
from idp.people.ldap.servers import Servers
from idp.people.ldap.verdict import BindAnswer, Verdict, judge

MOST_IDLE: Final = 8
"""Connections of the service account that are kept for each server."""

T = TypeVar("T")

log = logging.getLogger(__name__)


class Client:
    """One directory. Safe to use from several threads."""

    def __init__(self, settings: Directory) -> None:
        self._settings = settings
        self._password = read_password_file(settings.password_file)
        servers = [read_server(url) for url in settings.servers]
        self._servers = Servers(servers, settings.rest)
        self._idle: dict[str, deque[Connection]] = {server.url: deque() for server in servers}
        self._tls = build_tls(settings)

    def ask(self, question: Callable[[Connection], T], now: datetime, deadline: Deadline) -> T:
        """Put the question to the first server that answers, as the service account. Raises Down."""
        return self._try_each(lambda server: self._ask(server, question, deadline), now, deadline)

    def bind(self, dn: str, password: str, now: datetime, deadline: Deadline) -> BindAnswer:
        """Return what the first server that answers says to a person's password. Raises Down."""

        def ask(server: Server) -> BindAnswer:
            connection = self.connect(server)
            try:
                with deadline.over(connection.line):
                    answer = connection.bind(dn, password)
            finally:
                connection.close()
            if judge(answer) is Verdict.AWAY:
                raise Down(f"{server.url} answers a bind with result {answer.code}")
            return answer

        return self._try_each(ask, now, deadline)

    def connect(self, server: Server) -> Connection:
        """Return a new connection, on which nobody is bound yet. Raises Down."""
        times = (self._settings.connect_seconds, self._settings.answer_seconds)
        tls = self._tls if server.is_tls or self._settings.start_tls else None
        return Connection(server.url, open_line(server, tls, *times), self._settings.answer_seconds)

    def bind_service(self, connection: Connection, server: Server) -> None:
        """Bind the service account. Raises Down."""
        answer = connection.bind(self._settings.bind_dn or "", self._password)
        if answer.code != 0:
            raise Down(f"{server.url} refuses the service account with result {answer.code}")

    def close(self) -> None:
        """Let go of the connections that are kept."""
        for idle in self._idle.values():
            while idle:
                idle.pop().close()

    def _try_each(self, ask: Callable[[Server], T], now: datetime, deadline: Deadline) -> T:
        problem = Down("every server has just failed")
        for server in self._servers.pick(now):
            try:
                answer = ask(server)
            except Down as down:
                log.warning("directory server failed: %s", down)
                self._servers.fail(server, now)
                problem = down
                if deadline.has_passed:
                    break
            else:
                self._servers.succeed(server)
                return answer
        raise problem

    def _ask(self, server: Server, question: Callable[[Connection], T], deadline: Deadline) -> T:
        idle = self._idle[server.url]
        if idle:
            try:
                return self._use(idle.pop(), server, question, deadline)
            except IndexError:
                pass  # Another thread took the last one.
            except Closed:
                if deadline.has_passed:
                    raise
        connection = self.connect(server)
        try:
            with deadline.over(connection.line):
                self.bind_service(connection, server)
        except BaseException:
            connection.close()
            raise
        return self._use(connection, server, question, deadline)

    def _use(
        self, connection: Connection, server: Server, question: Callable[[Connection], T], deadline: Deadline
    ) -> T:
        """Put the question, and keep the connection when it went well."""
        try:
            with deadline.over(connection.line):
                answer = question(connection)
        except BaseException:
            connection.close()
            raise
        idle = self._idle[server.url]
        if len(idle) < MOST_IDLE and not deadline.has_passed:
            idle.append(connection)
        else:
            connection.close()
        return answer


def build_tls(settings: Directory) -> ssl.SSLContext:
    """Return what servers are held to: a certificate of the CA's, in their own name. Raises Down."""
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as problem:
        raise Down(f"{settings.ca_file} holds no certificates: {problem.strerror or 'not PEM'}") from None


def read_password_file(path: Path | None) -> str:
    """Return the service account's password. Raises Down."""
    try:
        password = path.read_text(encoding="utf-8").rstrip("\r\n") if path else ""
    except (OSError, UnicodeDecodeError):
        password = ""
    if not password:
        raise Down(f"{path} holds no password; write the service account's there")
    return password
