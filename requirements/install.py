"""Makes the virtual environment: `python3 requirements/install.py run` for the demo, `dev` for the tests.

Runs before anything is installed: the standard library alone, and a syntax that Python 3.6 can read far enough
to say that it is too old. The stamp is written last, so that a half-made environment is made again. Nothing is resolved: the
pinned file names every package, and a version released since cannot come in as another's dependency.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / ".venv"
PYTHON = str(FOLDER / "bin" / "python")
STAMPS = {"run": FOLDER / ".run", "dev": FOLDER / ".dev"}


def main(name: str) -> None:
    """Bring the environment to what `<name>.txt` pins; take no time when it is there already."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python reads this
        version = ".".join(str(number) for number in sys.version_info[:2])
        stop(f"Python 3.11 or newer is needed, and this is {version}; run: make PYTHON=python3.11")
    pinned = HERE / f"{name}.txt"
    mark = hashlib.sha256(pinned.read_bytes() + sys.version.encode()).hexdigest()
    if is_whole() and read(STAMPS[name]) == mark:
        return
    print("Making the Python environment in .venv; the first time takes about half a minute.", flush=True)
    try:
        if not is_whole():
            run(sys.executable, "-m", "venv", "--clear", str(FOLDER))
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        run(*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(pinned))
        STAMPS[name].write_text(mark)
    except OSError as problem:
        stop(f"the environment cannot be written: {problem}; make this folder writable")


def is_whole() -> bool:
    """Say whether an earlier installation came to its end and its Python is this one and still runs."""
    is_finished = any(read(stamp) for stamp in STAMPS.values())
    return is_finished and ask_version(PYTHON) == ask_version(sys.executable)


def ask_version(python: str) -> str:
    """Return what this Python says it is, down to its compiler; empty when it does not run."""
    asked = [python, "-c", "import sys; print(sys.version)"]
    try:
        done = subprocess.run(
            asked, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def read(path: Path) -> str:
    """Return a small file's text, empty when it cannot be read."""
    try:
        return path.read_text()
    except OSError:
        return ""


def run(*command: str) -> None:
    """Run one step; stop with the last line it printed when it fails."""
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode == 0:
        return
    if "ensurepip" in done.stdout:
        stop("this Python cannot make environments; run: apt-get install python3-venv")
    said = [line for line in done.stdout.splitlines() if line.strip()] or ["no reason was given"]
    stop(f"the environment could not be made: {said[-1]}; run the same command again")


def stop(line: str) -> None:
    """Leave with one clear line."""
    sys.exit(line)


if __name__ == "__main__":
    main(sys.argv[1])
