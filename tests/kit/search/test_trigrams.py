import pytest
from django.core.management.base import CommandError
from django.db import ProgrammingError, connection

from hotelpms.kit.search.trigrams import InstallTrigrams

pytestmark = [pytest.mark.django_db, pytest.mark.needs_postgres]


class NotAllowed:
    """A schema editor whose user may install nothing."""

    connection = connection

    def execute(self, sql: str) -> None:
        raise ProgrammingError(f"permission denied: {sql}")


def test_a_user_who_may_not_install_the_extension_is_told_what_to_do() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")

    with pytest.raises(CommandError, match="CREATE EXTENSION pg_trgm"):
        InstallTrigrams().database_forwards("cardex", NotAllowed(), None, None)


def test_an_extension_that_is_there_is_left_alone() -> None:
    InstallTrigrams().database_forwards("cardex", NotAllowed(), None, None)
