"""System libraries and fonts that no Python package brings; without them all but PDFs works."""

import ctypes
import os
import shutil
import subprocess

from hotelpms.kit.files.glyphs import unprintable

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",  # prints six to nine times faster with it
}
# A package is missing when no installed font has its letters. The papers are drawn for the first
# and fall back to the second; the others are for the names of the world.
FONT_PACKAGES = {
    "fonts-inter": "",
    "fonts-dejavu-core": "Ж",
    "fonts-noto-core": "ไहתع",
    "fonts-wqy-zenhei": "王の한",
}


def missing_packages() -> list[str]:
    """The Debian packages of what is not installed. Any font will do that has the letters."""
    packages = [package for name, package in LIBRARIES.items() if not is_loadable(name)]
    if packages:
        return [*packages, *FONT_PACKAGES]  # nobody can tell which letters there are
    return [package for package, letters in FONT_PACKAGES.items() if unprintable(letters)]


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_libraries() -> None:
    """Install what is missing where we may (root on Debian); otherwise say how."""
    missing = missing_packages()
    if not missing:
        return
    print(f"PDFs need system packages that are missing: {' '.join(missing)}", flush=True)
    wanted = [*dict.fromkeys([*missing, *FONT_PACKAGES])]
    if os.geteuid() == 0 and shutil.which("apt-get") and install(wanted):
        return
    print(
        "Everything starts, but papers lack letters or can't be printed until you run:\n"
        f"  sudo apt-get install {' '.join(missing)}",
        flush=True,
    )


def install(packages: list[str]) -> bool:
    """Let apt install them; False when it could not."""
    print("Installing them ...", flush=True)
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    )
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        codes = [
            subprocess.run(
                command, env=environment, timeout=300, check=False, capture_output=True
            ).returncode
            for command in commands
        ]
    except subprocess.TimeoutExpired:
        return False
    return codes[-1] == 0
