"""Installs the real components the tests need: `python -m tests.support.apt`.

With apt and the right to (root, or sudo without a password) it installs what is missing and says so; without,
it says what to install. Tests of a missing component then skip, or fail under CI=true.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

from tests.support.postgresql import find_programs

COMPONENTS: Mapping[str, Callable[[], bool]] = {
    "postgresql": lambda: find_programs() is not None,
    "chromium": lambda: shutil.which("chromium") is not None,
    "slapd": lambda: Path("/usr/sbin/slapd").exists(),
    "ldap-utils": lambda: shutil.which("ldapadd") is not None,
    "gcc": lambda: shutil.which("gcc") is not None,
    "libldap2-dev": lambda: Path("/usr/include/ldap.h").exists(),
    "libsasl2-dev": lambda: Path("/usr/include/sasl/sasl.h").exists(),
}
"""Each Debian package, and how to see that it is there."""

EXTRAS: Mapping[str, str] = {"ldap": "requirements/ldap.txt"}
"""Each module that is compiled here, because nobody offers it ready-made, and where it is pinned."""


def main() -> int:
    """Install what is missing; return 1 when something still is and CI=true, else 0."""
    is_whole = install_packages() and install_extras()
    return 1 if not is_whole and os.environ.get("CI") == "true" else 0


def install_packages() -> bool:
    """Install the packages that are missing; say whether all are there."""
    missing = list_missing()
    if not missing:
        return True
    right = find_right()
    if right is not None:
        print(f"Installing for the tests: {', '.join(missing)} …", flush=True)
        install(right, missing)
    missing = list_missing()
    if missing:
        print(f"Missing for some tests; install with: apt-get install {' '.join(missing)}", file=sys.stderr)
    return not missing


def install_extras() -> bool:
    """Compile the modules that are missing; say whether all are there."""
    for module, pinned in EXTRAS.items():
        if find_spec(module) is None:
            command = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "install"]
            print(f"Compiling for the tests: {module} …", flush=True)
            subprocess.run([*command, "--require-hashes", "-r", pinned], check=False)
    invalidate_caches()
    return all(find_spec(module) for module in EXTRAS)


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
