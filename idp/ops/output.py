"""How commands print: aligned columns for people, JSON for scripts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")


def print_json(value: Any) -> None:
    """Print a value as indented JSON; a moment or a path is printed as text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_fields(fields: Mapping[str, Any]) -> None:
    """Print names and values, a line each; nothing is printed of what is empty."""
    width = max(map(len, fields))
    for name, value in fields.items():
        if value not in (None, (), ""):
            text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            click.echo(f"{name.ljust(width)}  {text}")


def print_table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows in columns under their heads; say so when there are none."""
    if not rows:
        click.echo("None.")
        return
    lines = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
