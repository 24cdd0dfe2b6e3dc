"""System libraries that no Python package brings; without them all but PDFs works."""

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",  # prints six to nine times faster with it
}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
# The first is what the papers are drawn for, the second has every letter the first lacks.
FONT_PACKAGES = ("fonts-inter", "fonts-dejavu-core")


def missing_packages() -> list[str]:
    """The Debian packages of what is not installed. Any font will do once there is one."""
    packages = [package for name, package in LIBRARIES.items() if not is_loadable(name)]
    return packages if has_font() else [*packages, *FONT_PACKAGES]


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font() -> bool:
    folders = (folder for folder in FONT_FOLDERS if folder.is_dir())
    return any(True for folder in folders for _ in folder.rglob("*.[to]tf"))


def ensure_libraries() -> None:
    """Install what is missing where we may (root on Debian); otherwise say how."""
    missing = missing_packages()
    if not missing:
        return
    print(f"PDFs need system packages that are missing: {' '.join(missing)}", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install([*missing, *(font for font in FONT_PACKAGES if font not in missing)])
    if still_missing := missing_packages():
        print(
            "Everything starts, but printing will not work well until you run:\n"
            f"  sudo apt-get install {' '.join(still_missing)}",
            flush=True,
        )


def install(packages: list[str]) -> None:
    print("Installing them ...", flush=True)
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    )
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        try:
            subprocess.run(command, env=environment, timeout=300, check=False, capture_output=True)
        except subprocess.TimeoutExpired:
            return
