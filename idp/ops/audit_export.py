"""`idp audit export`: the audit trail, or a part of it, for another program."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TextIO
from urllib.parse import urlsplit

import click

from idp.audit.chain import Row
from idp.audit.events import Tag
from idp.audit.export import COLUMNS, write_csv, write_csv_row, write_json
from idp.audit.syslog import write_syslog
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.audit_options import build_asking, build_wanted, filter_options
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.stop import Stop
from idp.signing.private_file import PRIVATE_FILE

FORMS: Final = ("jsonl", "csv", "syslog")


@click.command()
@filter_options
@click.option("--format", "form", type=click.Choice(FORMS), default="jsonl", show_default=True)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A new file for your eyes alone; else standard output.",
)
@needs_config
def export(config: Config, /, form: str, output: Path | None, stated: str | None, **given: Any) -> None:
    """Write the rows out, the oldest first; that somebody did is recorded before the first one is.

    jsonl loses nothing: the whole chain can be verified from it (audit verify --export). csv is for spreadsheets,
    syslog for a log server (RFC 5424, a message a line).
    """
    with open_database(config) as database:
        wanted = build_wanted(config, database, **given)
        with open_output(output) as out:
            with database.read() as stores:
                end = stores.audit_search.find_end()
                count = stores.audit_search.count(wanted, end)
            with database.begin() as stores:
                stores.audit.record(
                    build_asking(Tag.AUDIT_EXPORTED, system_clock(), wanted, count, stated, form)
                )
            if form == "csv":
                out.write(f"{write_csv(COLUMNS)}\r\n")
            with database.read() as stores:
                write_rows(out, stores.audit_search.read_all(wanted, end), build_writer(form, config), count)
    click.echo(f"Exported {count} rows.", err=True)


def build_writer(form: str, config: Config) -> Callable[[Row], str]:
    """Return what makes a row a line of this form, its end included."""
    writers: Mapping[str, Callable[[Row], str]] = {
        "jsonl": write_json,
        "csv": write_csv_row,
        "syslog": partial(write_syslog, host=urlsplit(config.issuer).hostname or ""),
    }
    write, ending = writers[form], "\r\n" if form == "csv" else "\n"
    return lambda row: write(row) + ending


def write_rows(out: TextIO, rows: Iterable[Row], write: Callable[[Row], str], count: int) -> None:
    """Write each row as it is read; a terminal is shown how far it has come."""
    with click.progressbar(
        rows,
        length=count,
        label="Exporting",
        file=sys.stderr,
        update_min_steps=1000,
        hidden=not is_watched(out),
    ) as counted:
        for row in counted:
            out.write(write(row))


def is_watched(out: TextIO) -> bool:
    """Say whether somebody looks at a terminal, and at something else than the rows themselves."""
    return sys.stderr.isatty() and not out.isatty()


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """Yield where to write; a file is made new and for its owner alone. Stops when it exists or cannot be made."""
    if path is None:
        yield sys.stdout
        return
    try:
        path.touch(mode=PRIVATE_FILE, exist_ok=False)
    except FileExistsError:
        raise Stop(f"{path} exists; write another name") from None
    except OSError as problem:
        raise Stop(f"{path}: {problem.strerror}") from None
    with path.open("w", encoding="utf-8", newline="") as out:
        yield out
