"""Emptying a SQLite test database: it deletes row by row, which the triggers of frozen rows refuse.

PostgreSQL truncates, and no row trigger sees that. So on SQLite, and only between tests, the
triggers are set aside for the length of the flush.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper


@pytest.fixture(autouse=True, scope="session")
def frozen_rows_can_be_flushed() -> Iterator[None]:
    """Let tests with real transactions end with empty tables on SQLite too."""
    operations = DatabaseWrapper.ops_class
    flush = operations.sql_flush

    def thawed(self: Any, *args: Any, **kwargs: Any) -> list[str]:
        with connections[self.connection.alias].cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drop = [f'DROP TRIGGER "{name}"' for name, _sql in triggers]
        return [*drop, *flush(self, *args, **kwargs), *(sql for _name, sql in triggers)]

    patch = pytest.MonkeyPatch()
    patch.setattr(operations, "sql_flush", thawed)
    yield
    patch.undo()
