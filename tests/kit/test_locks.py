import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hotelpms.hotels.models import BusinessDay
from hotelpms.kit.locks import locked
from tests.factories.hotels import BusinessDayFactory

pytestmark = pytest.mark.django_db


def test_rows_are_locked_in_the_order_of_their_keys() -> None:
    BusinessDayFactory.create_batch(3)
    with transaction.atomic():
        keys = [day.pk for day in locked(BusinessDay.objects.order_by("-pk"))]

    assert keys == sorted(keys)


@pytest.mark.needs_postgres
def test_the_lock_spares_keys_and_the_rows_that_were_only_joined() -> None:
    BusinessDayFactory()
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        list(locked(BusinessDay.objects.select_related("hotel")))

    assert 'FOR NO KEY UPDATE OF "hotels_businessday"' in queries[-1]["sql"]
