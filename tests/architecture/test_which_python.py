"""The environment is made with the Python on the path, unless the system's own was compiled better and will do."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "requirements/python.sh"


def build_python(path: Path, *, is_profiled: bool = False, will_do: bool = True) -> Path:
    """Write a program that answers what the script asks a Python."""
    path.write_text(
        f'#!/bin/sh\ncase "$2" in *sysconfig*) exit {not is_profiled:d};; *) exit {not will_do:d};; esac\n'
    )
    path.chmod(0o700)
    return path


def choose(folder: Path, system: Path) -> str:
    """Return what the script prints where the folder's `python3` is the one on the path."""
    environment = {"PATH": f"{folder}{os.pathsep}/usr/bin:/bin", "SYSTEM_PYTHON": str(system)}
    done = subprocess.run([SCRIPT], env=environment, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("is_profiled", "will_do", "chosen"),
    [(True, True, "python3"), (False, False, "python3"), (False, True, "the system's")],
)
def test_the_systems_python_is_chosen_over_one_compiled_without_its_profile_where_it_will_do(
    tmp_path: Path, is_profiled: bool, will_do: bool, chosen: str
) -> None:
    build_python(tmp_path / "python3", is_profiled=is_profiled)
    system = build_python(tmp_path / "system", will_do=will_do)
    assert choose(tmp_path, system) == (str(system) if chosen == "the system's" else chosen)


def test_a_system_without_a_python_of_its_own_leaves_the_one_on_the_path(tmp_path: Path) -> None:
    build_python(tmp_path / "python3")
    assert choose(tmp_path, tmp_path / "nowhere") == "python3"
