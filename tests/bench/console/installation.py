"""An installation in a folder of its own: seeded once, and used again."""

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Engine

from idp.admin.statistics.counting import CountingRound
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.reading import read_config
from idp.config.settings import Config
from idp.ops.opened import load_store_keys, open_engine
from idp.ops.passwords import build_hasher
from idp.signing.folder import create_keys
from idp.storage.migrations.upgrade import upgrade
from idp.storage.unit_of_work import Database
from tests.bench.console.seeding.activity import seed_activity
from tests.bench.console.seeding.people import seed_people
from tests.bench.console.seeding.services import (
    employ_staff,
    publish_versions,
    register_clients,
    write_policy,
)
from tests.bench.console.seeding.trail import seed_trail
from tests.bench.console.size import Size
from tests.bench.servers import CONFIG, POLICY
from tests.support.postgresql import run_postgresql

ISSUER: Final = "http://localhost:8000"
SEEDED: Final = "seeded.json"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Installation:
    """A seeded installation: its settings, and the keys of the staff's apps."""

    config: Config
    apps: Mapping[str, str]
    database_pid: int | None = None
    """The database server's first process; None where the database is in this one."""


@contextmanager
def open_installation(kind: str, folder: Path, size: Size) -> Iterator[Installation]:
    """Yield the installation in the folder, seeded first when it is not there or has another size."""
    marker = folder / SEEDED
    if not is_seeded(marker, size):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    if kind == "sqlite":
        yield settle(folder, "sqlite:///idp.sqlite", size)
        return
    folder.chmod(0o755)
    with run_postgresql(is_durable=True, kept=folder / "data") as server:
        settled = settle(folder, server.url(), size)
        pid = int((folder / "data/postmaster.pid").read_text().split(maxsplit=1)[0])
        yield replace(settled, database_pid=pid)


def is_seeded(marker: Path, size: Size) -> bool:
    """Say whether the folder holds a whole seed of this size."""
    return marker.exists() and json.loads(marker.read_text())["size"] == asdict(size)


def settle(folder: Path, url: str, size: Size) -> Installation:
    """Write the settings, and the seed when there is none; bring the tables up to date."""
    (folder / "policy.toml").write_text(
        write_policy(POLICY.read_text(encoding="utf-8"), size.services), encoding="utf-8"
    )
    (folder / "idp.toml").write_text(CONFIG.format(issuer=ISSUER, database=url, port=8000))
    config = read_config(folder / "idp.toml", {})
    if not (folder / SEEDED).exists():
        create_keys(config.keys, SystemChance(), system_clock())
    with open_engine(config) as engine:
        upgrade(engine)
    if not (folder / SEEDED).exists():
        (folder / SEEDED).write_text(json.dumps({"size": asdict(size), "apps": seed(config, size)}))
    return Installation(config, json.loads((folder / SEEDED).read_text())["apps"])


def seed(config: Config, size: Size) -> Mapping[str, str]:
    """Write everything, and say how long each part took; return the keys of the staff's apps."""
    now, chance, keys = system_clock(), SystemChance(), load_store_keys(config)
    with open_engine(config) as engine:
        database = Database(engine, keys)
        town = tell("people", lambda: seed_people(engine, keys.sealer, size, now))
        apps = tell(
            "staff",
            lambda: employ_staff(database, town[-1], build_hasher(config), keys.sealer, chance, now),
        )
        clients = tell("services", lambda: register_clients(database, size.services, now))
        tell("policy", lambda: publish_versions(database, config.policy.read_text(encoding="utf-8"), now))
        tell("sign-ins", lambda: seed_activity(engine, town, clients, size, now))
        tell("audit trail", lambda: seed_trail(engine, keys.audit, town, clients, size, now))
        tell("statistics", lambda: CountingRound(database.begin, database.read).run(now))
        if engine.dialect.name == "postgresql":
            tell("what autovacuum would do", lambda: vacuum(engine))
    return apps


def vacuum(engine: Engine) -> None:
    """Count rows for the planner, as PostgreSQL does by itself before long; SQLite never does."""
    connection = engine.raw_connection()
    connection.driver_connection.execute("VACUUM ANALYZE")  # type: ignore[union-attr]  # the driver's
    connection.close()


def tell(what: str, work: Callable[[], T]) -> T:
    """Do a part, and say on the terminal how long it took."""
    sys.stderr.write(f"  seeding {what} … ")
    sys.stderr.flush()
    began = time.monotonic()
    done = work()
    sys.stderr.write(f"{time.monotonic() - began:.1f} s\n")
    return done
