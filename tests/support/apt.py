"""Installs the real components the tests need: `python -m tests.support.apt`.

With apt and the right to (root, or sudo without a password) it installs what is missing and says so; without,
it says what to install. Tests of a missing component then skip, or fail under CI=true.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from tests.support.postgresql import find_programs

COMPONENTS: Mapping[str, Callable[[], bool]] = {
    "postgresql": lambda: find_programs() is not None,
    "chromium": lambda: shutil.which("chromium") is not None,
}
"""Each Debian package, and how to see that it is there."""


def main() -> int:
    """Install what is missing; return 1 when something still is and CI=true, else 0."""
    missing = list_missing()
    if not missing:
        return 0
    right = find_right()
    if right is not None:
        print(f"Installing for the tests: {', '.join(missing)} …", flush=True)
        install(right, missing)
    missing = list_missing()
    if missing:
        print(f"Missing for some tests; install with: apt-get install {' '.join(missing)}", file=sys.stderr)
    return 1 if missing and os.environ.get("CI") == "true" else 0


def list_missing() -> list[str]:
    """Return the packages that are not installed."""
    return [package for package, is_there in COMPONENTS.items() if not is_there()]


def find_right() -> list[str] | None:
    """Return what goes before apt-get to have the right to install; None when there is no apt or no right."""
    if shutil.which("apt-get") is None:
        return None
    if os.getuid() == 0:
        return []
    asked = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked and asked.returncode == 0 else None


def install(right: list[str], packages: list[str]) -> None:
    """Install the packages without questions; what apt says is shown only when it fails."""
    quietly = [*right, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run([*quietly, *words], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"apt-get {words[0]} failed: {done.stderr.strip()[-500:]}", file=sys.stderr)
            return


if __name__ == "__main__":
    sys.exit(main())
