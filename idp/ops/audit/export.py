"""`idp audit export`: the audit trail, or a part of it, for another program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from idp.admin.audit.desk import Export
from idp.admin.audit.forms import Form
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.audit.options import build_desk, build_wanted, filter_options
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.stop import Stop
from idp.signing.private_file import PRIVATE_FILE


@click.command()
@filter_options
@click.option(
    "--format", "form", type=click.Choice([form.value for form in Form]), default="jsonl", show_default=True
)
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
        wanted, desk = build_wanted(config, database, **given), build_desk(config, database)
        with open_output(output) as out:
            leaving = desk.export(read_operator(), wanted, Form(form), system_clock(), stated=stated)
            write_lines(out, leaving)
    click.echo(f"Exported {leaving.count} rows.", err=True)


def write_lines(out: TextIO, leaving: Export) -> None:
    """Write each line as its row is read; a terminal is shown how far it has come."""
    with click.progressbar(
        leaving.lines,
        length=leaving.count,
        label="Exporting",
        file=sys.stderr,
        update_min_steps=1000,
        hidden=not is_watched(out),
    ) as counted:
        for line in counted:
            out.write(line)


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
