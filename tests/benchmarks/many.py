"""Many rows in seconds: one INSERT, which takes from a row what it does not name."""

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

NUMBERS = """
WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})
"""


def multiply(row: Model, first: int, last: int, **columns: str) -> None:
    """Add a row for each number from `first` to `last`, like `row` but for some columns.

    Each column is SQL over the number `n.i` and the columns of the row, which is `t`.
    """
    meta = row._meta
    names = [field.column for field in meta.local_concrete_fields if not field.primary_key]
    values = ", ".join(columns.get(name, f't."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    head, extra = ("id, ", f"{columns['id']}, ") if "id" in columns else ("", "")
    numbers = NUMBERS.format(first=first, last=last)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {meta.db_table} ({head}{quoted}) {numbers} "
            f"SELECT {extra}{values} FROM n, {meta.db_table} t WHERE t.id = {row.pk}"
        )
        for statement in connection.ops.sequence_reset_sql(no_style(), [type(row)]):
            cursor.execute(statement)


def date_after(first: str, days: str) -> str:
    """Return SQL for the date that many days after the first (ISO)."""
    if connection.vendor == "postgresql":
        return f"DATE '{first}' + CAST({days} AS integer)"
    return f"date('{first}', '+' || ({days}) || ' days')"


def tidied() -> None:
    """Let the database look at its tables and mark what is settled, as it does in daily use."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def emptied(model: type[Model]) -> None:
    """Empty a table and all that points at it at once; row by row it takes minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
