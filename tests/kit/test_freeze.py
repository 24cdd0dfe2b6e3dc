from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.audit import record
from hotelpms.kit.enums import JobOutcome
from hotelpms.kit.freeze import FreezeRows
from hotelpms.kit.models import AuditEntry, Document, JobRun

AT = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def refused(rule: Any) -> Any:
    return pytest.raises(IntegrityError, match=rule)


def freeze(**options: object) -> Any:
    """Apply the operation to the table of job runs, inside the transaction of the test."""
    operation = FreezeRows("JobRun", name="runs_never_change", **options)
    state = ProjectState.from_apps(apps)
    operation.database_forwards("kit", connection.schema_editor(), state, state)
    return operation, state


def run(outcome: Any = JobOutcome.RUNNING) -> Any:
    return JobRun.objects.create(name="sweep", started_at=AT, outcome=outcome)


def test_the_trail_cannot_be_changed_or_deleted() -> None:
    subject = run()
    record(hotel_id=1, actor=SYSTEM, action="run.started", subject=subject, at=AT)
    with refused("audit_entries_never_change"), transaction.atomic():
        AuditEntry.objects.update(action="nothing")
    with refused("audit_entries_never_change"), transaction.atomic():
        AuditEntry.objects.all().delete()

    assert AuditEntry.objects.get().action == "run.started"


def test_a_document_cannot_be_changed_but_erased() -> None:
    Document.objects.create(
        kind="scan", name="a.pdf", content_type="application/pdf", size=1, sha256="0", created_at=AT
    )
    with refused("documents_never_change"), transaction.atomic():
        Document.objects.update(sha256="1")
    Document.objects.all().delete()

    assert not Document.objects.exists()


def test_frozen_columns_leave_the_others_free() -> None:
    freeze(columns=["outcome", "name"])
    row = run()
    row.detail = "seen"
    row.save()  # writes the frozen columns again with what they hold
    with refused("runs_never_change"), transaction.atomic():
        JobRun.objects.update(outcome=JobOutcome.DONE)
    row.refresh_from_db()

    assert (row.detail, row.outcome) == ("seen", "running")


def test_a_null_counts_as_a_value_of_a_frozen_column() -> None:
    freeze(columns=["finished_at"])
    run()
    with refused("runs_never_change"), transaction.atomic():
        JobRun.objects.update(finished_at=AT)


def test_rows_freeze_when_their_condition_holds() -> None:
    freeze(when="OLD.outcome = 'done'")
    row = run()
    JobRun.objects.filter(pk=row.pk).update(outcome=JobOutcome.DONE)
    with refused("runs_never_change"), transaction.atomic():
        JobRun.objects.filter(pk=row.pk).update(detail="later")
    with refused("runs_never_change"), transaction.atomic():
        row.delete()
    running = run()
    running.delete()

    assert list(JobRun.objects.values_list("outcome", flat=True)) == ["done"]


def test_rows_freeze_once_something_uses_them() -> None:
    freeze(
        columns=["name"],
        allow_delete=True,
        used="SELECT 1 FROM kit_document WHERE kind = OLD.name",
    )
    row = run()
    JobRun.objects.update(name="other")
    Document.objects.create(kind="other", name="a", size=1, sha256="0", created_at=AT)
    JobRun.objects.update(detail="free")

    with refused("runs_never_change"), transaction.atomic():
        JobRun.objects.update(name="third")

    row.delete()
    assert not JobRun.objects.exists()


def test_a_row_in_use_is_not_deleted() -> None:
    freeze(used="SELECT 1 FROM kit_document WHERE kind = OLD.name")
    used, unused = run(), run()
    JobRun.objects.filter(pk=unused.pk).update(name="other")
    Document.objects.create(kind="sweep", name="a", size=1, sha256="0", created_at=AT)

    with refused("runs_never_change"), transaction.atomic():
        used.delete()

    unused.delete()
    assert list(JobRun.objects.all()) == [used]


def test_repeating_the_operation_is_harmless_and_going_back_thaws() -> None:
    freeze()
    operation, state = freeze()
    run()
    with refused("runs_never_change"), transaction.atomic():
        JobRun.objects.update(detail="x")
    operation.database_backwards("kit", connection.schema_editor(), state, state)

    assert JobRun.objects.update(detail="x") == 1


def test_the_operation_can_be_written_into_a_migration() -> None:
    operation = FreezeRows("JobRun", name="runs_never_change", columns=["name"])
    name, args, kwargs = operation.deconstruct()

    assert FreezeRows(*args, **kwargs).columns == ["name"]
    assert name == "FreezeRows"
    assert operation.migration_name_fragment == "freeze_jobrun"


def frozen_by_migrations() -> Any:
    """Every trigger that the migrations promise: a later rebuild of a table drops it on SQLite."""
    loader = MigrationLoader(connection)
    return sorted(
        trigger_name
        for migration in loader.disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, FreezeRows)
        for trigger_name in operation.trigger_names()
    )


def test_a_table_of_another_app_is_frozen_after_its_newest_migration() -> None:
    """Fresh tables come in another order than those of an upgrade, which must not lose triggers."""
    loader = MigrationLoader(connection)
    newest: dict[str, set[Any]] = {}
    for key, migration in loader.disk_migrations.items():
        for operation in migration.operations:
            if isinstance(operation, FreezeRows) and "." in operation.model_name:
                before = newest.setdefault(operation.model_name, set())
                before |= set(loader.graph.forwards_plan(key))
    assert newest
    for model, before in newest.items():
        app, name = model.lower().split(".")
        altering = {
            key
            for key, migration in loader.disk_migrations.items()
            if key[0] == app
            for operation in migration.operations
            if name in (getattr(operation, "model_name", ""), getattr(operation, "name_lower", ""))
        }
        assert altering - before == set()


def test_every_frozen_table_has_its_triggers_after_all_migrations() -> None:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    promised = frozen_by_migrations()

    assert "audit_entries_never_change_on_delete" in promised
    assert [name for name in promised if name not in present] == []
