"""Runs a client program that nobody here wrote the heart of, and is the browser it sends people through."""

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
NODE: Final = HERE / "node_modules/.bin/node"
SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Program:
    """A command that speaks the conversation of `programs/conversation.mjs`."""

    command: tuple[str, ...]

    def converse(
        self, settings: Mapping[str, Any], open_address: Callable[[str], str], folder: Path
    ) -> dict[str, Any]:
        """Run the program in a folder and return what it found; fail with its words when it stops before its end."""
        with subprocess.Popen(
            [*self.command, json.dumps(settings)],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            assert running.stdin is not None
            assert running.stdout is not None
            for line in running.stdout:
                said = json.loads(line)
                if "done" in said:
                    found: dict[str, Any] = said["done"]
                    return found
                running.stdin.write(f"{open_address(said['open'])}\n")
                running.stdin.flush()
            _, complaint = running.communicate(timeout=SECONDS)
        raise AssertionError(f"{self.command[-1]} stopped: {complaint[-3000:]}")


def node_program(name: str) -> Program:
    """Return a program in JavaScript."""
    return Program((str(NODE), str(HERE / "programs" / name)))
