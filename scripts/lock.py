"""Pin every dependency with its hashes; the files name no registry and no machine.

Runs uv's resolver for all platforms from Python 3.11 up. The tools are resolved under the
product's pins, so that both files agree.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
    # With hashes pip takes a requirement with extras only where the pin has them too.
    "--no-strip-extras",
)
HEADER = "# {what} Made by `make lock`; do not edit.\n"


def main() -> int:
    """Write the lock files of Python and of the tools for static/."""
    upgrade = ("--upgrade",) if "--upgrade" in sys.argv else ()
    with tempfile.NamedTemporaryFile("w", suffix=".in") as installer:
        installer.write(UV)
        installer.flush()
        compile_lock(installer.name, "requirements-uv.txt", "The installer itself.", *upgrade)
    project = "pyproject.toml"
    compile_lock(project, "requirements.txt", "What the product needs to run.", *upgrade)
    tools = ("--group", "dev", "--constraint", "requirements.txt", *upgrade)
    what = "The product plus the tools to test and check it."
    compile_lock(project, "requirements-dev.txt", what, *tools)
    what = "Node.js for the tools of package.json."
    compile_lock("--group=node", "requirements-node.txt", what, *upgrade)
    subprocess.run([sys.executable, "scripts/static_files.py", "--lock"], cwd=ROOT, check=True)
    return 0


def compile_lock(source: str, target: str, what: str, *options: str) -> None:
    command = [sys.executable, "-m", "uv", "pip", "compile", source, "-o", target]
    subprocess.run([*command, *OPTIONS, *options], cwd=ROOT, check=True)
    path = ROOT / target
    path.write_text(HEADER.format(what=what) + path.read_text())


if __name__ == "__main__":
    sys.exit(main())
