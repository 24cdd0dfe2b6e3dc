"""Emptying a test database after a test with real transactions: only what the test has filled.

Django empties every table: PostgreSQL then makes hundreds of files anew, which takes longer than
most tests, and what the migrations filled (content types, rights) has to be written again. Here
the tables with rows are emptied row by row, and those of the migrations stay. The triggers of
frozen rows refuse that, so they are set aside meanwhile, and only here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management.commands import flush
from django.db import connection

FILLED_BY_MIGRATIONS = {"django_content_type", "auth_permission"}
POSTGRES_TRIGGERS = """
    SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relname = ANY(%s)
"""


@pytest.fixture(autouse=True, scope="session")
def only_what_a_test_filled_is_emptied() -> Iterator[None]:
    """Let `flush`, which ends every test with real transactions, take a few milliseconds."""
    patch = pytest.MonkeyPatch()
    empty = {"sqlite": _empty_sqlite, "postgresql": _empty_postgres}[connection.vendor]
    patch.setattr(type(connection.ops), "sql_flush", empty)
    # It would write the content types and rights that have stayed.
    patch.setattr(flush, "emit_post_migrate_signal", lambda *args, **options: None)
    yield
    patch.undo()


def _empty_sqlite(operations: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
    filled = _filled(tables)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        triggers = [(name, sql) for name, sql, table in cursor.fetchall() if table in filled]
    set_aside = [f'DROP TRIGGER "{name}"' for name, _sql in triggers]
    return [*set_aside, *_deletes(filled), *(sql for _name, sql in triggers)]


def _empty_postgres(operations: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
    filled = _filled(tables)
    with connection.cursor() as cursor:
        cursor.execute(POSTGRES_TRIGGERS, [filled])
        frozen = [table for (table,) in cursor.fetchall()]
    return [
        *(f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in frozen),
        *_deletes(filled),
        # Foreign keys are looked at now: no table is altered while they wait for the commit.
        "SET CONSTRAINTS ALL IMMEDIATE",
        *(f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in frozen),
    ]


def _filled(tables: list[str]) -> list[str]:
    """Return the tables with rows that no migration wrote."""
    wanted = sorted(set(tables) - FILLED_BY_MIGRATIONS)
    asked = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in wanted]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]


def _deletes(tables: list[str]) -> list[str]:
    return [f'DELETE FROM "{table}"' for table in tables]
