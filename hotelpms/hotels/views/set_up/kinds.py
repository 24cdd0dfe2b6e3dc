"""What an app says of a kind of row that the people of a hotel keep in the set-up."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.enums import Right
from hotelpms.hotels.forms.set_up import RowForm
from hotelpms.hotels.models import Hotel
from hotelpms.kit.web.parts import Offer

ON, OFF = "on", "off"


class Keep(Protocol):
    """A verb that stores a row as `rows.keep` does, after it has asked the rules of its app."""

    def __call__(
        self,
        *,
        row: Any,
        hotel_id: int,
        actor: Any,
        now: datetime.datetime,
        seen: str = "",
        links: rows.Links | None = None,
    ) -> Any: ...


class TakeAway(Protocol):
    """A verb that deletes a row as `rows.take_away` does."""

    def __call__(self, *, row: Any, hotel_id: int, actor: Any, now: datetime.datetime) -> Any: ...


@dataclass(frozen=True)
class Column:
    """What the list says of a row. `show` returns text, a Badge or nothing."""

    label: str | Promise
    show: Callable[[Any], object]
    numeric: bool = False


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list: `offers` are its values with their labels in this hotel.

    `name` is that of the field in the address; `fits` tells whether a row has the value.
    """

    name: str
    label: str | Promise
    offers: Callable[[Hotel], Iterable[tuple[str, str | Promise]]]
    fits: Callable[[Any, str], bool]


STATE = Filter(
    "state",
    _("State"),
    lambda _hotel: ((ON, _("Active")), (OFF, _("Off"))),
    lambda row, state: row.is_active == (state == ON),
)


def no_warnings(_row: Any) -> Sequence[str]:
    """Warn of nothing."""
    return ()


@dataclass(frozen=True)
class Rows:
    """A kind of row that the people of a hotel keep.

    `key` is part of the addresses and of their names: set-up/<key>/ is `<namespace>:set_up_<key>`.
    `found_by` names the fields that the search looks at, `related` and `many` what the columns
    read of other tables, `counted` what the database works out for them. Rows stand in `order`, or
    as `sorting` says. Without `take_away` a row is never deleted; with `is_active` among its fields
    it can be switched off.

    `tools` stand above the list; `together` is what may be done with rows that are ticked: a page
    that reads their `ids` from its address. `warn` says what a change means before it is saved:
    then the form shows these sentences and is saved by the second press.
    """

    key: str
    namespace: str
    title: str | Promise
    about: str | Promise
    icon: str
    right: Right
    form: type[RowForm]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    found_by: tuple[str, ...]
    new: str | Promise
    keep: Keep = rows.keep
    take_away: TakeAway | None = rows.take_away
    related: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    counted: Mapping[str, Any] = field(default_factory=dict)
    sorting: Callable[[Any], Any] | None = None
    filters: tuple[Filter, ...] = ()
    page_size: int = 50
    tools: tuple[Offer, ...] = ()
    together: tuple[Offer, ...] = ()
    warn: Callable[[Any], Sequence[str]] = no_warnings

    @property
    def model(self) -> Any:
        """The table of the rows."""
        return self.form._meta.model

    @property
    def has_active(self) -> bool:
        """A row can be switched off."""
        return any(field.name == "is_active" for field in self.model._meta.fields)

    def of(self, hotel: Hotel) -> QuerySet[Any]:
        """Return the rows of the hotel in the order of the list."""
        found: QuerySet[Any] = self.model._default_manager.filter(hotel=hotel)
        found = found.select_related(*self.related).prefetch_related(*self.many)
        return found.annotate(**self.counted).order_by(*self.order)

    def sorted(self, hotel: Hotel) -> list[Any]:
        """Return the rows as the list shows them; a hotel keeps few enough to read them all."""
        found = list(self.of(hotel))
        return sorted(found, key=self.sorting) if self.sorting else found

    def url(self, hotel: Hotel, page: str = "", *more: object) -> str:
        """Return the address of the list or, with `page` "new", "change" or "remove", of a form."""
        name = f"{self.namespace}:set_up_{self.key}{'_' + page if page else ''}"
        return reverse(name, args=[hotel.code, *more])
