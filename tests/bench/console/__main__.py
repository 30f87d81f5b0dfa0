"""`python -m tests.bench.console`: how long every page of the console takes in a large municipality.

    python -m tests.bench.console                           both databases, seeded the first time
    python -m tests.bench.console --database sqlite --only audit
    python -m tests.bench.console --share 0.02              a small town, for a short look

100,000 people, 300 services and a million rows of the audit trail are seeded into .bench/console, which takes some
minutes and two gigabytes, and used again the next time; --anew seeds again. Every GET route of the console is taken from
the application itself and asked as each role that may open it; then what people search for, the REST API and SCIM; then
what staff does: forms that are sent, files that are looked at and taken in. What a bench leaves of the policy and of roles
is taken away by the next.

The wired application answers in this process, so that what the web server and the network add – a millisecond or
two – is not in the figures. CPU is that of this process and of the database server. The database is a real one, with
durable writes. Whatever else runs on the machine is in the figures by the clock, and hardly in those of the processor:
on a busy machine look at these, and at the best.
"""

import argparse
import gc
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import func, select

from idp.clock import system_clock
from idp.ops.opened import open_engine
from idp.storage.people.memberships import local_groups
from idp.storage.people.people import people
from idp.storage.trail.audit import audit_trail
from idp.wiring import Parts, build_app, build_dispatcher, build_parts
from tests.bench.console.act import Asked
from tests.bench.console.installation import Installation, open_installation
from tests.bench.console.measuring import Figure, measure_all
from tests.bench.console.policy_acts import list_policy_acts
from tests.bench.console.rest_acts import list_rest_acts
from tests.bench.console.routes import list_routes
from tests.bench.console.scim_acts import list_scim_acts
from tests.bench.console.searches import (
    REST_LISTS,
    ask_scim,
    export_audit,
    page_rest,
    search_audit,
    search_people,
)
from tests.bench.console.seeding.people import LARGE, list_helped
from tests.bench.console.seeding.services import DRAFT, VERSIONS
from tests.bench.console.size import Size
from tests.bench.console.staff_acts import ROWS, list_staff_acts
from tests.bench.console.table import write_summary, write_table
from tests.bench.console.tidying import tidy_up
from tests.bench.console.visitors import Visitor, register_programs, sign_in_staff

FOLDER: Final = Path(__file__).parents[3] / ".bench/console"
LIMIT_MS: Final = 300


def main() -> int:
    """Seed, ask and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.console",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--database", action="append", choices=("postgresql", "sqlite"), help="only this one")
    parser.add_argument("--times", type=int, default=5, help="how often each thing is asked (5)")
    parser.add_argument("--share", type=float, default=1.0, help="of the people and events (1)")
    parser.add_argument("--only", help="ask only what has this word in its name or address")
    parser.add_argument("--anew", action="store_true", help="seed again, whatever is there")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"where the seeds are kept ({FOLDER})")
    asked = parser.parse_args()
    logging.disable(logging.INFO)
    size = Size().times(asked.share)
    for kind in asked.database or ("postgresql", "sqlite"):
        folder = asked.folder / f"{kind}-{asked.share:g}"
        if asked.anew:
            (folder / "seeded.json").unlink(missing_ok=True)
        sys.stderr.write(f"{kind}: {folder}\n")
        with open_installation(kind, folder, size) as installation:
            figures = ask_all(installation, size, asked.only, asked.times)
        sys.stdout.write(f"\n## {kind}\n\n{write_table(figures)}\n")
        sys.stdout.writelines(write_summary(figures, LIMIT_MS))
    return 0


def ask_all(installation: Installation, size: Size, only: str | None, times: int) -> list[Figure]:
    """Wire the application, sign in, and ask everything."""
    with open_engine(installation.config) as engine:
        tidy_up(engine)
    gc.freeze()  # as the server does before it has workers
    parts = build_parts(installation.config)
    app = build_app(parts, build_dispatcher(parts))
    try:
        staff = sign_in_staff(app, parts, installation.apps)
        programs = register_programs(app, parts)
        questions = [
            one
            for one in list_questions(app, parts, staff, size)
            if only is None or only in one.name or only in one.path
        ]
        visitors = {**staff, **programs}
        return measure_all(questions, visitors, parts.database, installation.database_pid, times)
    finally:
        parts.database.engine.dispose()


def list_questions(app: Flask, parts: Parts, staff: Mapping[str, Visitor], size: Size) -> list[Asked]:
    """Return everything that is asked."""
    with parts.database.engine.connect() as connection:
        busy = connection.execute(
            select(people.c.person_id).where(people.c.employee_id == "1000000")
        ).scalar_one()
        large = connection.execute(
            select(local_groups.c.group_id).where(local_groups.c.name == LARGE)
        ).scalar_one()
        end = connection.execute(select(func.max(audit_trail.c.seq))).scalar_one()
    ids, town = find_ids(parts, busy), list_helped(size, system_clock(), ROWS)
    return [
        *list_routes(app, ids),
        *search_people(staff),
        *search_audit(busy, system_clock(), end),
        *export_audit(staff),
        *page_rest(REST_LISTS),
        *ask_scim(large, busy),
        *list_staff_acts(town),
        *list_policy_acts(),
        *list_rest_acts(town),
        *list_scim_acts(town, large),
    ]


def find_ids(parts: Parts, person_id: str) -> Mapping[str, Mapping[str, str]]:
    """Return what fills the parameters of routes, by who asks: an owner sees one application alone."""
    usual = {
        "person_id": person_id,
        "client_id": "c-150",
        "kind": "web",
        "reset_id": "reset-3",
        "token_id": "t-0",
        "token": "t-0",
        "number": str(VERSIONS),
        "draft_id": DRAFT,
        "service": "vab",
        "zone": "admin",
        "level": "app",
        "seq": "1000",
        "kid": parts.keyring().active("ES256").kid,
        "role": "auditor",
        "import_id": "none",
        "upload_id": "none",
        "trial_id": "none",
        "test_id": "none",
    }
    owner = {**usual, "client_id": "c-299"}
    return dict.fromkeys(("administrator", "helpdesk", "auditor", "rest"), usual) | {"owner": owner}


if __name__ == "__main__":
    sys.exit(main())
