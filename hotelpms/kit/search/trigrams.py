"""Indexes that find a part of a text; PostgreSQL only, SQLite reads the rows instead."""

from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

MISSING = (
    'The search needs the extension "pg_trgm" of PostgreSQL, which the user of this database may '
    "not install. Let an administrator of the server run CREATE EXTENSION pg_trgm in this "
    "database, then start again. Where PostgreSQL does not know the extension, its package "
    '"contrib" is missing.'
)
# How a query writes a column: for `contains`, for `icontains`, and for `lookups.key_of`.
AS_IT_IS = "{}"
IN_CAPITALS = "UPPER({}::text)"
AS_KEY = "UPPER(REPLACE(REPLACE({}, '-', ''), ' ', ''))"


class OnPostgres(Operation):
    """Does nothing on other databases; what it makes is not part of the state of the models."""

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models know nothing of it."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            self.make(app_label, schema_editor, *states)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            self.drop(schema_editor)

    def make(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        raise NotImplementedError

    def drop(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        raise NotImplementedError


class InstallTrigrams(OnPostgres):
    """Install pg_trgm where it is not there yet. Raises CommandError that says who can."""

    def make(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
            if cursor.fetchone():
                return
        try:
            with transaction.atomic(using=schema_editor.connection.alias):
                schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError as error:
            raise CommandError(MISSING) from error

    def drop(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Other programs may use it: it stays."""

    def describe(self) -> str:
        return "Install the extension pg_trgm"


class TrigramIndex(OnPostgres):
    """Let LIKE '%part%' on these columns of a model be found by an index.

    `form` is how the query writes them: AS_IT_IS, IN_CAPITALS or AS_KEY.
    """

    def __init__(self, model_name: str, *columns: str, name: str, form: str = AS_IT_IS) -> None:
        self.model_name, self.columns, self.name, self.form = model_name, columns, name, form

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        named = {"name": self.name, "form": self.form}
        return type(self).__name__, [self.model_name, *self.columns], named

    def make(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        model = states[-1].apps.get_model(app_label, self.model_name)
        columns = [model._meta.get_field(name).column for name in self.columns]
        written = [self.form.format(schema_editor.quote_name(column)) for column in columns]
        parts = ", ".join(f"({one}) gin_trgm_ops" for one in written)
        table, index = map(schema_editor.quote_name, (model._meta.db_table, self.name))
        schema_editor.execute(f"CREATE INDEX {index} ON {table} USING gin ({parts})")

    def drop(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.execute(f"DROP INDEX IF EXISTS {schema_editor.quote_name(self.name)}")

    def describe(self) -> str:
        return f"Let parts of {', '.join(self.columns)} be found by an index"
