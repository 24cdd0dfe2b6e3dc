"""Everything about the code that needs no test to run; all checks run, then the verdict."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CHECKS: dict[str, tuple[str, ...]] = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "imports": ("lint-imports",),
    "project": ("python", "manage.py", "check", "--fail-level", "WARNING"),
    "migrations": ("python", "manage.py", "makemigrations", "--check", "--dry-run"),
    "templates": ("python", "-m", "pytest", "-q", "tests/architecture/test_templates.py"),
    "markup": ("djangofmt", "--check", "templates"),
    "markup rules": ("djangofmt", "check", "templates"),
    "scripts": ("python", "scripts/static_files.py"),
    "translations": ("python", "scripts/translations.py"),
}


def main() -> int:
    """Run the checks (all, or those named as arguments); 1 when one of them fails."""
    chosen = sys.argv[1:] or list(CHECKS)
    with tempfile.TemporaryDirectory() as data:
        failed = [name for name in chosen if not passes(name, data)]
    print(f"Not in order: {', '.join(failed)}" if failed else "All in order.")
    return 1 if failed else 0


def passes(name: str, data: str) -> bool:
    program, *arguments = CHECKS[name]
    began = time.monotonic()
    result = subprocess.run(
        [BIN / program, *arguments],
        cwd=ROOT,
        env=os.environ | {"HOTELPMS_DATA": data, "HOTELPMS_ENV_FILE": os.devnull},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "failed" if result.returncode else "ok"
    print(f"{name:13}{verdict:8}{time.monotonic() - began:5.1f} s", flush=True)
    if result.returncode:
        print(result.stdout, flush=True)
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
