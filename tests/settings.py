"""The project's settings with a data folder of their own, thrown away at the end.

The suite is independent of the shell it runs in: variables that configure an installation are
set aside while the settings are read, and so is `.env`. TEST_DATABASE_URL (or DATABASE_URL)
chooses PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="hotelpms-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)

TEST_DATABASE_URL = os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
# Each worker of the suite has a Redis database of its own, from 9 on.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
TEST_REDIS_URL = os.environ.get("TEST_REDIS_URL") or f"redis://127.0.0.1:6379/{9 + _worker % 7}"
REQUIRE_ALL = os.environ.get("TEST_REQUIRE_ALL") == "1"

OUTSIDE = ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "LINK_KEYS", "FIELD_KEYS", "ALLOWED_HOSTS")
OUTSIDE += ("PUBLIC_URL", "PORT", "DATABASE_URL", "REDIS_URL")
_shell = dict(os.environ)
for _name in _shell:
    if _name.startswith("HOTELPMS_") or _name in OUTSIDE:
        del os.environ[_name]
os.environ["HOTELPMS_DATA"] = _data
os.environ["HOTELPMS_ENV_FILE"] = os.devnull
# Two lines for each request, written for nobody.
os.environ["HOTELPMS_LOG_LEVEL"] = "WARNING"
if TEST_DATABASE_URL:
    os.environ["DATABASE_URL"] = TEST_DATABASE_URL

from hotelpms.settings import *  # noqa: E402, F403 - only now is the environment clean

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - WhiteNoise warns about a folder that is missing

os.environ.clear()
os.environ.update(_shell)
# Processes that a test starts read no .env of the person who runs it either.
os.environ["HOTELPMS_ENV_FILE"] = os.devnull

if TEST_DATABASE_URL:
    # Nobody mourns a test database that a crash of the server has torn: no commit waits for a disk.
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"  # noqa: F405

# Journeys let days pass while somebody stays signed in.
SESSION_COOKIE_AGE = 14 * 24 * 3600

# Every client of a test makes the middleware anew, which would look for each static file.
WHITENOISE_AUTOREFRESH = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
