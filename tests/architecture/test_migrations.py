import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OURS = [
    app
    for app in apps.get_app_configs()
    if Path(app.path).is_relative_to(settings.BASE_DIR)
    and not Path(app.path).is_relative_to(settings.BASE_DIR / ".venv")
]


@pytest.mark.django_db
def test_the_models_need_no_further_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_each_app_has_one_newest_migration() -> None:
    leaves = Counter(app for app, _ in MigrationExecutor(connection).loader.graph.leaf_nodes())

    assert {app: count for app, count in leaves.items() if count > 1} == {}


def test_every_migration_is_named_after_what_it_does() -> None:
    names = [path.stem for app in OURS for path in Path(app.path).glob("migrations/[0-9]*.py")]

    assert [n for n in names if re.search(r"_auto_|_initial$|_merge_|\d{8}", n)] == []
