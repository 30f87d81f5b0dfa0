"""A real PostgreSQL server of the tests' own: an own folder, a socket and no port, durability off.

Every xdist worker starts one when its first test asks for it (about a second) and ends it with its last.
"""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from tests.support.components import report_missing

START_SECONDS = 30
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "120",
    "shared_buffers": "32MB",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
KEPT = {"shared_buffers": "128MB"}
"""What a server with a kept folder has as PostgreSQL delivers it."""


@dataclass(frozen=True, slots=True)
class PostgresqlServer:
    """A running server, reached through the socket in `folder` only."""

    programs: Path
    folder: Path
    user: str

    def url(self, database: str = "postgres") -> str:
        """Return the SQLAlchemy URL of one of its databases."""
        return f"postgresql://{self.user}@/{database}?host={quote(str(self.folder), safe='')}"

    def is_ready(self) -> bool:
        """Say whether the server answers."""
        question = [self.programs / "pg_isready", "--quiet", "--host", self.folder]
        return subprocess.run(question, check=False).returncode == 0


def find_programs() -> Path | None:
    """Return the folder of the newest installed server's programs; None when there is none."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3])
    )
    if installed:
        return installed[-1].parent
    found = shutil.which("postgres")
    return Path(found).parent if found else None


def choose_user() -> str:
    """Return whom the server runs as: the server refuses root, so root hands over to `postgres`."""
    return "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name


@contextmanager
def run_postgresql(*, is_durable: bool = False, kept: Path | None = None) -> Iterator[PostgresqlServer]:
    """Start a server, wait until it answers, and end it by its process id; a durable one writes as in production.

    `kept` is where its data stay, made when it is not there. Skips (fails under CI=true) when PostgreSQL is not installed; raises RuntimeError with the server's last
    words when it does not come up.
    """
    programs = find_programs()
    if programs is None:
        report_missing("PostgreSQL", "postgresql")
    with TemporaryDirectory(prefix="idp-postgresql-", ignore_cleanup_errors=True) as name:
        server = PostgresqlServer(programs, Path(name), choose_user())
        shutil.chown(name, server.user)
        data = kept or server.folder / "data"
        create = [programs / "initdb", "--pgdata", data, "--username", server.user, "--auth", "trust"]
        options = ["--encoding", "UTF8", "--locale", "C", "--no-sync"]
        if not (data / "PG_VERSION").exists():
            prepare_data(data, server.user)
            subprocess.run([*create, *options], user=server.user, check=True, capture_output=True, cwd="/")
        chosen = SETTINGS | (DURABLE if is_durable else {}) | (KEPT if kept else {})
        settings = [word for key, value in chosen.items() for word in ("-c", f"{key}={value}")]
        command = [programs / "postgres", "-D", data, "-k", server.folder, *settings]
        with (server.folder / "log").open("w+") as log:
            process = subprocess.Popen(command, user=server.user, stdout=log, stderr=log, cwd="/")
            try:
                wait_until_ready(server, process, Path(log.name))
                yield server
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(START_SECONDS)


def prepare_data(data: Path, user: str) -> None:
    """Make the folder that only the server may read."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.chown(data, user)


def wait_until_ready(server: PostgresqlServer, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; raise RuntimeError when it ended or took too long."""
    deadline = time.monotonic() + START_SECONDS
    while not server.is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-2000:]}")
        time.sleep(0.05)
