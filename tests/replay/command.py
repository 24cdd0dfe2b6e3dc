"""The command, and what it tells."""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tests.fixtures import Told


def replay(file: Path, folder: Path, **options: Any) -> Told:
    target = folder / "out.json"
    call_command("replay", str(file), report=target, **options)
    told: Told = json.loads(target.read_text())
    return told
