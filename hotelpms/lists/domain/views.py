"""Saved views: a person's filters of a list under a name, shared with the hotel if wanted."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import Right
from hotelpms.kit.errors import Refused
from hotelpms.lists.domain.catalogue import List
from hotelpms.lists.models import DefaultView, SavedView

MOST_VIEWS = 30


class NameTaken(Refused):
    """The person has another view of this name on this list."""

    def __init__(self) -> None:
        super().__init__(_("You have a view of this name already. Choose another name."))


class TooManyViews(Refused):
    def __init__(self) -> None:
        super().__init__(_("You have 30 views of this list. Delete one before you save another."))


class MayNotShare(Refused):
    status = 403

    def __init__(self) -> None:
        super().__init__(_("Your role may not share views with the hotel."))


class NotYours(Refused):
    status = 403

    def __init__(self) -> None:
        super().__init__(_("Only whoever saved this view may change it."))


@dataclass(frozen=True)
class Viewer:
    """Who looks at a list, in which hotel, and with which rights."""

    person_id: int
    hotel_id: int
    rights: frozenset[Right]

    @property
    def may_share(self) -> bool:
        return Right.LISTS_SHARE in self.rights

    def may_change(self, view: SavedView) -> bool:
        """Own views, and whoever may share keeps order among the shared ones."""
        return view.person_id == self.person_id or (view.is_shared and self.may_share)


def visible(*, found: List, viewer: Viewer) -> QuerySet[SavedView]:
    """Return the views that this person sees on this list, by name. One query.

    `opens` on each row tells whether the list opens with it for this person.
    """
    rows = SavedView.objects.filter(hotel_id=viewer.hotel_id, list_key=found.key)
    rows = rows.filter(Q(person_id=viewer.person_id) | Q(is_shared=True))
    chosen = DefaultView.objects.filter(
        view=OuterRef("pk"), person_id=viewer.person_id, hotel_id=viewer.hotel_id
    )
    return rows.annotate(opens=Exists(chosen)).order_by("name", "pk")


def save(
    *, found: List, viewer: Viewer, name: str, wanted: QueryDict, is_shared: bool = False
) -> SavedView:
    """Keep what the list knows of `wanted` under this name.

    A second press saves nothing new. Raises NameTaken, TooManyViews or MayNotShare.
    """
    if is_shared and not viewer.may_share:
        raise MayNotShare
    own = SavedView.objects.filter(
        person_id=viewer.person_id, hotel_id=viewer.hotel_id, list_key=found.key
    )
    query = found.query_of(wanted)
    same = own.filter(name__iexact=name)
    twin = same.filter(query=query).first()
    if twin is not None:
        return _shared(twin) if is_shared else twin
    if own.count() >= MOST_VIEWS:
        raise TooManyViews
    view = SavedView(
        person_id=viewer.person_id,
        hotel_id=viewer.hotel_id,
        list_key=found.key,
        name=name,
        query=query,
        is_shared=is_shared,
    )
    try:
        return _stored(view)
    except NameTaken:
        # Two presses at once: the other one has just stored the same.
        twin = same.filter(query=query).first()
        if twin is None:
            raise
        return twin


def change(*, view: SavedView, viewer: Viewer, name: str, is_shared: bool) -> SavedView:
    """Rename a view, share it or stop sharing it. Raises NotYours, NameTaken or MayNotShare."""
    _check_changeable(view, viewer)
    if is_shared and not view.is_shared and not viewer.may_share:
        raise MayNotShare
    view.name, view.is_shared = name, is_shared
    return _stored(view)


def delete(*, view: SavedView, viewer: Viewer) -> None:
    """Delete a view; whoever opened the list with it gets the whole list again."""
    _check_changeable(view, viewer)
    view.delete()


def open_with(*, found: List, viewer: Viewer, view: SavedView | None) -> None:
    """Open the list with this view from now on, or with everything."""
    keys: dict[str, Any] = {
        "person_id": viewer.person_id,
        "hotel_id": viewer.hotel_id,
        "list_key": found.key,
    }
    if view is None:
        DefaultView.objects.filter(**keys).delete()
    else:
        DefaultView.objects.update_or_create(**keys, defaults={"view": view})


def _check_changeable(view: SavedView, viewer: Viewer) -> None:
    if not viewer.may_change(view):
        raise NotYours


def _shared(view: SavedView) -> SavedView:
    if not view.is_shared:
        view.is_shared = True
        view.save(update_fields=["is_shared"])
    return view


def _stored(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise NameTaken from error
    return view
