"""What a list is: its columns and the parameters of its address.

A list registers itself where its page is, so this app, which lies below all others, knows
lists without importing them.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode

from hotelpms.hotels.enums import Right
from hotelpms.kit.forms.wishes import FilterForm

LONGEST_VALUE = 200  # as it stands in the address


@dataclass(frozen=True)
class Column:
    """A column; `is_fixed` marks the one that tells rows apart and cannot be hidden.

    `is_usual` columns show until the person chooses. `sort` is the value of ?sort= that
    orders by it.
    """

    name: str
    label: str | Promise
    sort: str = ""
    numeric: bool = False
    is_fixed: bool = False
    is_usual: bool = True


@dataclass(frozen=True)
class List:
    """A list of rows with filters; `filters` is the form that reads them from the address.

    `right` opens the list; `url_name` names its page, which takes the hotel's code unless
    `takes_hotel` is off. `page` and `part` are the templates of the page and of its rows.
    """

    key: str
    label: str | Promise
    right: Right
    url_name: str
    filters: type[FilterForm[Any]]
    columns: tuple[Column, ...]
    page: str
    part: str
    takes_hotel: bool = True
    # Such as "#table": where on its page the list stands.
    anchor: str = ""

    @property
    def params(self) -> tuple[str, ...]:
        """The filters of its address, without sort and page."""
        return tuple(self.filters.base_fields)

    def query_of(self, wanted: QueryDict) -> str:
        """Return what the list knows of a query, in its own order; the page is left out."""
        pairs = [(name, wanted.get(name, "").strip()) for name in self.params]
        pairs.append(("sort", self.sort_of(wanted)))
        return urlencode([(k, v) for k, v in pairs if v and len(quote(v)) <= LONGEST_VALUE])

    def sort_of(self, wanted: QueryDict) -> str:
        """Return the value of ?sort= when some column sorts by it."""
        sort = wanted.get("sort", "")
        known = {column.sort for column in self.columns if column.sort}
        return sort if sort.removeprefix("-") in known else ""

    @property
    def choosable(self) -> frozenset[str]:
        """The names of the columns that a person may hide."""
        return frozenset(column.name for column in self.columns if not column.is_fixed)


_LISTS: dict[str, List] = {}


def register(found: List) -> List:
    """Make a list known by its key and return it. Raises ValueError for a key used twice."""
    if _LISTS.get(found.key, found) != found:
        raise ValueError(f"two lists are called {found.key!r}")
    _LISTS[found.key] = found
    return found


def lists() -> list[List]:
    """Return every list that a page has registered."""
    return list(_LISTS.values())


def find(key: str) -> List | None:
    """Return the list registered under this key, None when no page has one."""
    return _LISTS.get(key)
