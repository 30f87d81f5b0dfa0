"""Installs the real components the tests need: `python -m tests.support.apt`.

With apt and the right to (root, or sudo without a password) it installs what is missing and says so; without,
it says what to install. Tests of a missing component then skip, or fail under CI=true.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

from tests.support.postgresql import find_programs

COMPONENTS: Mapping[str, Callable[[], bool]] = {
    "postgresql": lambda: find_programs() is not None,
    "chromium-headless-shell": lambda: shutil.which("chromium-headless-shell") is not None,
    "slapd": lambda: Path("/usr/sbin/slapd").exists(),
    "ldap-utils": lambda: shutil.which("ldapadd") is not None,
    "gcc": lambda: shutil.which("gcc") is not None,
    "python3-dev": lambda: Path(sysconfig.get_path("include"), "Python.h").exists(),
    "libldap2-dev": lambda: Path("/usr/include/ldap.h").exists(),
    "npm": lambda: shutil.which("npm") is not None,
    "apache2": lambda: Path("/usr/sbin/apache2").exists(),
    "libapache2-mod-auth-openidc": lambda: Path("/usr/lib/apache2/modules/mod_auth_openidc.so").exists(),
    "softhsm2": lambda: Path("/usr/bin/softhsm2-util").exists(),
    "libsasl2-dev": lambda: Path("/usr/include/sasl/sasl.h").exists(),
}
"""Each Debian package, and how to see that it is there."""

EXTRAS: Mapping[str, str] = {"ldap": "requirements/ldap.txt", "pkcs11": "requirements/pkcs11.txt"}
"""Each module that is compiled here, because nobody offers it ready-made, and where it is pinned."""

JAVASCRIPT: Sequence[Path] = (Path("tests/interop"),)
"""Where a package.json pins programs in JavaScript and the Node they run on."""


def main() -> int:
    """Install what is missing; return 1 when something still is and CI=true, else 0."""
    is_whole = install_packages() and install_programs()
    return 1 if not is_whole and os.environ.get("CI") == "true" else 0


def install_programs() -> bool:
    """Compile and install what no package holds, Python's modules beside JavaScript's; say whether all is there."""
    with ThreadPoolExecutor() as side_by_side:
        extras, javascript = side_by_side.submit(install_extras), side_by_side.submit(install_javascript)
        return extras.result() and javascript.result()


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


def install_javascript() -> bool:
    """Install the JavaScript packages that are missing; say whether all are there."""
    for folder in JAVASCRIPT:
        if not is_node_there(folder):
            print(f"Installing for the tests: {folder}/package.json …", flush=True)
            quietly = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(quietly, cwd=folder, check=False)
    return all(map(is_node_there, JAVASCRIPT))


def is_node_there(folder: Path) -> bool:
    """Say whether the folder's packages are installed as its lock file pins them."""
    wanted, done = folder / "package-lock.json", folder / "node_modules/.package-lock.json"
    is_newer = done.exists() and done.stat().st_mtime >= wanted.stat().st_mtime
    return is_newer and (folder / "node_modules/.bin/node").exists()


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
