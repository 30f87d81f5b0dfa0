"""What was run before, in a file, so that a plan that broke off goes on where it ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

GOOD: Final = frozenset({"PASSED", "REVIEW", "SKIPPED"})
"""The results of a module that need not be looked at again by us."""


@dataclass(frozen=True, slots=True)
class Record:
    """A file with a line for every module that ended; nothing is kept when there is no path."""

    path: Path | None

    def load_good(self, plan: str) -> dict[str, str]:
        """Return the results of the plan's modules that went well, keyed by what `name_module` calls them."""
        if self.path is None or not self.path.exists():
            return {}
        lines = [json.loads(line) for line in self.path.read_text().splitlines()]
        return {
            line["module"]: line["result"]
            for line in lines
            if line["plan"] == plan and line["result"] in GOOD
        }

    def add(self, plan: str, module: str, result: str) -> None:
        """Write down how a module ended."""
        if self.path is not None:
            with self.path.open("a") as file:
                file.write(f"{json.dumps({'plan': plan, 'module': module, 'result': result})}\n")


def name_module(name: str, variant: Mapping[str, str]) -> str:
    """Return what tells a module of a plan from the plan's others: its name and how it is run."""
    return " ".join([name, *(variant[key] for key in sorted(variant))])
