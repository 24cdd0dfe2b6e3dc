"""Where this installation keeps its rows and documents, as assignments for backup.sh, restore.sh.

PostgreSQL's own variables carry the password, so that no list of processes shows it.
"""

import os
import shlex
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OF_LIBPQ = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}


def main() -> int:
    """Print them."""
    for name, value in places().items():
        print(f"export {name}={shlex.quote(value)}")
    return 0


def places() -> dict[str, str]:
    """Return them by the names that the scripts know."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotelpms.settings")
    from django.conf import settings  # noqa: PLC0415 - needs the path

    rows: dict[str, Any] = settings.DATABASES["default"]
    found = {"DATA": str(settings.DATA_DIR), "ROWS": str(rows["NAME"])}
    if not settings.DATABASE_URL:
        return found | {"KIND": "sqlite"}
    found |= {"KIND": "postgresql", "PGDATABASE": str(rows["NAME"])}
    found |= {name: str(rows[key]) for key, name in OF_LIBPQ.items() if rows[key]}
    # ?sslmode=verify-full is PGSSLMODE to PostgreSQL's programs.
    options: dict[str, str] = rows["OPTIONS"]
    return found | {f"PG{k.upper()}": v for k, v in options.items() if k.startswith("ssl")}


if __name__ == "__main__":
    sys.exit(main())
