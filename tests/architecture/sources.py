"""The program's own files, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def list_modules(package: str = "idp") -> tuple[Path, ...]:
    """Return every Python file of a package, relative to the checkout."""
    return tuple(sorted(path.relative_to(ROOT) for path in (ROOT / package).rglob("*.py")))


@cache
def parse(module: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


@cache
def list_imports(module: Path) -> tuple[str, ...]:
    """Return the dotted name of everything a module imports."""
    return tuple(find_imports(module))


def find_imports(module: Path) -> Iterator[str]:
    """Yield the dotted name of everything a module imports."""
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
