"""Rows that may not change: triggers that raise IntegrityError on SQLite and PostgreSQL.

What was posted, issued or recorded is corrected by another row. The operation stands last
in its migration. On SQLite Django rebuilds a table to alter it and drops its triggers: a
later migration that alters a frozen table repeats the operation (a test looks for that).

A trigger that asks other tables (`used`) ties them too: on SQLite a migration that alters one of
them begins with ThawRows and ends with FreezeRows, else it fails and names the trigger.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

# SQLSTATE check_violation, which Django translates to IntegrityError.
REFUSE = """
CREATE OR REPLACE FUNCTION kit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '23514', CONSTRAINT = TG_ARGV[0];
END $$
"""


# PostgreSQL allows no subquery in the condition of a trigger.
REFUSE_USED = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS ({used}) THEN
        RAISE EXCEPTION '{text}' USING ERRCODE = '23514', CONSTRAINT = '{text}';
    END IF;
    RETURN {row};
END $$
"""


class FreezeRows(Operation):
    """Refuse UPDATE and DELETE on the rows of a model, of another app as "hotels.Hotel".

    name: names the rule, reads as a sentence and appears in the error.
    allow_delete: rows may go, but not change.
    when: SQL on the OLD row that holds for frozen rows, such as "OLD.state = 'issued'".
    columns: field names that are frozen; None freezes every column. Writing the same value
    again to a frozen column is no change; with columns=None any UPDATE is refused.
    used: a SELECT of what uses the OLD row: only rows for which it finds something are frozen.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        model_name: str,
        *,
        name: str,
        allow_delete: bool = False,
        when: str | None = None,
        columns: list[str] | None = None,
        used: str | None = None,
    ) -> None:
        self.model_name = model_name
        self.name = name
        self.allow_delete = allow_delete
        self.when = when
        self.columns = columns
        self.used = used

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are not part of the model state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = self._model(app_label, to_state)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(REFUSE, params=None)
        self._drop(model, schema_editor)
        for event in self._events():
            for statement in self._create(model, event, schema_editor):
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = self._model(app_label, from_state)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            self._drop(model, schema_editor)

    def describe(self) -> str:
        return f"Freeze rows of {self.model_name}: {self.name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"freeze_{self.model_name.lower().replace('.', '_')}"

    def trigger_names(self) -> list[str]:
        """Return the names of the triggers that this operation leaves in the database."""
        return [self._trigger(event) for event in self._events()]

    def _events(self) -> list[str]:
        return ["UPDATE"] if self.allow_delete else ["UPDATE", "DELETE"]

    def _model(self, app_label: str, state: ProjectState) -> type[Model]:
        app, dot, name = self.model_name.rpartition(".")
        found: type[Model] = state.apps.get_model(app if dot else app_label, name)
        return found

    def _create(
        self, model: type[Model], event: str, editor: BaseDatabaseSchemaEditor
    ) -> list[str]:
        quote = editor.quote_name
        condition = self._condition(model, event, editor)
        head = (
            f"CREATE TRIGGER {quote(self._trigger(event))} BEFORE {event} "
            f"ON {quote(model._meta.db_table)} FOR EACH ROW"
            f"{f' WHEN ({condition})' if condition else ''}"
        )
        text = self.name.replace("'", "''")
        if editor.connection.vendor == "sqlite":
            where = f" WHERE EXISTS ({self.used})" if self.used else ""
            return [f"{head} BEGIN SELECT RAISE(ABORT, '{text}'){where}; END"]
        if not self.used:
            return [f"{head} EXECUTE FUNCTION kit_refuse_change('{text}')"]
        function = quote(self._trigger(event))
        row = "NEW" if event == "UPDATE" else "OLD"
        made = REFUSE_USED.format(function=function, used=self.used, text=text, row=row)
        return [made, f"{head} EXECUTE FUNCTION {function}()"]

    def _condition(self, model: type[Model], event: str, editor: BaseDatabaseSchemaEditor) -> str:
        parts = [f"({self.when})"] if self.when else []
        if event == "UPDATE" and self.columns is not None:
            differs = "IS DISTINCT FROM" if editor.connection.vendor == "postgresql" else "IS NOT"
            names = [editor.quote_name(_column(model, field)) for field in self.columns]
            parts.append("(" + " OR ".join(f"OLD.{n} {differs} NEW.{n}" for n in names) + ")")
        return " AND ".join(parts)

    def _drop(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> None:
        on_table = (
            f" ON {editor.quote_name(model._meta.db_table)}"
            if editor.connection.vendor == "postgresql"
            else ""
        )
        for event in ("UPDATE", "DELETE"):
            trigger = editor.quote_name(self._trigger(event))
            editor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on_table}", params=None)
            if on_table and self.used:
                editor.execute(f"DROP FUNCTION IF EXISTS {trigger}()", params=None)

    def _trigger(self, event: str) -> str:
        # PostgreSQL cuts identifiers at 63 bytes.
        return f"{self.name[:50]}_on_{event.lower()}"


class ThawRows(FreezeRows):
    """Take the triggers of a rule away, so that a later operation can alter a frozen column.

    PostgreSQL refuses to alter a column that a trigger names. The migration ends with the same
    FreezeRows again; going back, the two change places.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Thaw rows of {self.model_name}: {self.name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"thaw_{self.model_name.lower().replace('.', '_')}"


def _column(model: type[Model], field: str) -> str:
    found: Any = model._meta.get_field(field)
    return str(found.column)
