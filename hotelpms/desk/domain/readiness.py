"""What a load balancer and the operator want to know before sending people here."""

import structlog
from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

OK = "ok"

log = structlog.get_logger(__name__)


def readiness() -> dict[str, str]:
    """The state of each thing a page needs: "ok", or what is wrong, without secrets.

    The worker is not among them: pages work while mails wait.
    """
    tables = table_state()
    return {
        "database": OK if tables != "down" else "down",
        "tables": tables,
        "broker": broker_state(),
    }


def table_state() -> str:
    """ "ok", "behind" when a migration is not applied yet, "down" when the database is."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        log.warning("readiness.database_down", error=type(error).__name__)
        return "down"
    return "behind" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def broker_state() -> str:
    """ "ok" or "down"; waits two seconds at most."""
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except Exception as error:  # each transport raises errors of its own
        log.warning("readiness.broker_down", error=type(error).__name__)
        return "down"
    return OK
