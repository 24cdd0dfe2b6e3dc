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
