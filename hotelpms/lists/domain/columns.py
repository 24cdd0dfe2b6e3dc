"""Which columns of a list a person sees; remembered per person and list, in every hotel."""

from collections.abc import Iterable

from hotelpms.lists.domain.catalogue import Column, List
from hotelpms.lists.models import ColumnChoice


def shown(*, found: List, person_id: int) -> tuple[Column, ...]:
    """Return the columns to show, in the list's order. One query."""
    choice = ColumnChoice.objects.filter(person_id=person_id, list_key=found.key).first()
    if choice is None:
        return tuple(column for column in found.columns if column.is_fixed or column.is_usual)
    hidden = found.choosable & set(choice.hidden)
    return tuple(column for column in found.columns if column.name not in hidden)


def choose(*, found: List, person_id: int, names: Iterable[str]) -> None:
    """Show these columns from now on; unknown names are dropped, fixed columns always show."""
    hidden = sorted(found.choosable - set(names))
    ColumnChoice.objects.update_or_create(
        person_id=person_id, list_key=found.key, defaults={"hidden": hidden}
    )


def choose_usual(*, found: List, person_id: int) -> None:
    """Forget the choice, so that the usual columns show again."""
    ColumnChoice.objects.filter(person_id=person_id, list_key=found.key).delete()
