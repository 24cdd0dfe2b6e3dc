"""Which standard rows a hotel was given, so that new ones reach it and none comes twice."""

from collections.abc import Collection

from hotelpms.hotels.models import GivenStandard


def never_given(*, hotel_id: int, names: Collection[str]) -> list[str]:
    """Return those of the names that the hotel was never given, in their order. One query."""
    rows = GivenStandard.objects.filter(hotel_id=hotel_id, name__in=names)
    given = set(rows.values_list("name", flat=True))
    return [name for name in names if name not in given]


def note_given(*, hotel_id: int, names: Collection[str]) -> None:
    """Remember that the hotel was given these; call it in the transaction that gives them."""
    GivenStandard.objects.bulk_create(
        [GivenStandard(hotel_id=hotel_id, name=name) for name in names], ignore_conflicts=True
    )
