"""Make .venv from the lock; stands on the standard library alone, because nothing is installed yet.

Does nothing (and takes no time) when the lock has not changed since the last run.
A set-up that was interrupted leaves no stamp, so the next one starts over.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "lock.sha256"
LOCKS = (ROOT / "requirements-uv.txt", ROOT / "requirements-dev.txt")
OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Bring .venv in line with the lock; the exit code of the first step that failed."""
    if sys.version_info < OLDEST_PYTHON:
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        return 1
    if is_current():
        return 0
    print("Setting up .venv ...", flush=True)
    STAMP.unlink(missing_ok=True)
    try:
        make_venv()
        install()
    except subprocess.CalledProcessError as failure:
        print(f"The set-up stopped: {failure.cmd[0]} ended with code {failure.returncode}.")
        return failure.returncode or 1
    STAMP.write_text(fingerprint())
    return 0


def is_current() -> bool:
    return STAMP.is_file() and STAMP.read_text() == fingerprint()


def fingerprint() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for lock in LOCKS:
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    if not python().exists():
        try:
            venv.create(VENV, with_pip=True, clear=True)
        except subprocess.CalledProcessError:
            print(
                "Python cannot make a virtual environment. On Debian: apt-get install python3-venv"
            )
            raise


def install() -> None:
    """Install by uv (four times faster); by pip where uv finds no package index, pip does."""
    pip("-r", str(LOCKS[0]))
    uv = [str(python()), "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode"]
    locked = ["--require-hashes", "-r", str(LOCKS[1])]
    if subprocess.run([*uv, "--python", str(python()), *locked], check=False).returncode:
        print("uv could not install the lock; trying pip.", flush=True)
        pip("-r", str(LOCKS[1]))


def pip(*arguments: str) -> None:
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, "--require-hashes", *arguments], check=True)


def python() -> Path:
    return VENV / "bin" / "python"


if __name__ == "__main__":
    sys.exit(main())
