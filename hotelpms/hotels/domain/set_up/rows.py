"""How a row of the set-up is kept and taken away, for every app that has such rows.

A verb of an app asks its own rules first and calls these in its transaction.
"""

import datetime
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.keys.secrets import EncryptedTextField
from hotelpms.kit.locks import locked

# What is told of a secret that was changed.
SECRET = "changed"
# What a row is linked to by a table in between, by the name of the field.
Links = Mapping[str, Sequence[Any]]


class ChangedMeanwhile(Refused):
    """Somebody else has changed the row since the person looked at it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has changed this meanwhile. What you typed still stands here;"
                " save again to put it in place of theirs."
            )
        )


class Gone(Refused):
    """Somebody else has taken the row away."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has taken this away meanwhile."))


class StillUsed(Refused):
    """Something refers to the row."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(
            _(
                "“%(name)s” is in use and stays for the sake of what refers to it."
                " Untick “active” and it is offered no more."
            )
            % {"name": row}
        )


@transaction.atomic
def keep(
    *,
    row: models.Model,
    hotel_id: int,
    actor: Actor,
    now: datetime.datetime,
    seen: str = "",
    links: Links | None = None,
) -> dict[str, Any]:
    """Store a new or changed row of the hotel; return what changed as {field: [old, new]}.

    `seen` is the `fingerprint` of the row that the person looked at; empty asks for none. A save
    that changes nothing writes nothing. Raises ChangedMeanwhile, Gone.
    """
    model = type(row)
    before = None
    if row.pk is not None:
        before = locked(model._default_manager.filter(pk=row.pk)).first()
        if before is None:
            raise Gone
        if seen and seen != fingerprint(before):
            raise ChangedMeanwhile
    changes = _changes(before, row) | _link_changes(before, links or {})
    if before is not None and not changes:
        return {}
    row.save()
    for name, others in (links or {}).items():
        getattr(row, name).set(others)
    audit.record(
        hotel_id=hotel_id,
        actor=actor,
        action=f"{model._meta.model_name}.{'changed' if before else 'created'}",
        subject=row,
        at=now,
        data=changes,
    )
    return changes


@transaction.atomic
def take_away(*, row: models.Model, hotel_id: int, actor: Actor, now: datetime.datetime) -> None:
    """Delete a row that nothing refers to. Raises StillUsed; a row that is gone stays gone.

    What would go with it counts too: no prices leave with their plan.
    """
    found = locked(type(row)._default_manager.filter(pk=row.pk)).first()
    if found is None:
        return
    if _takes_others_along(found):
        raise StillUsed(row)
    audit.record(
        hotel_id=hotel_id,
        actor=actor,
        action=f"{row._meta.model_name}.deleted",
        subject=row,
        at=now,
        data=_told(found),
    )
    try:
        with transaction.atomic():
            found.delete()
    except (ProtectedError, RestrictedError) as error:
        raise StillUsed(row) from error


def fingerprint(row: models.Model) -> str:
    """Return what tells one state of the row from another, links to other rows too.

    It stands in pages, so it tells nothing of secrets: who knows the rest could try words.
    """
    links = {field.name: sorted(_keys(row, field.name)) for field in row._meta.many_to_many}
    values = {name: value for name, value in _values(row).items() if name not in _secrets(row)}
    return sha256(repr((values, links)).encode()).hexdigest()[:24]


def _takes_others_along(row: models.Model) -> bool:
    """Tell whether rows refer to this one that the database would delete or part from it."""
    own = {field.remote_field.through for field in row._meta.many_to_many}
    relations = [
        field
        for field in row._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ForeignObjectRel) and field.related_model not in own
    ]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in relations
    )


def _changes(before: models.Model | None, after: models.Model) -> dict[str, Any]:
    old = _values(before) if before is not None else {}
    secrets = {field.name for field in after._meta.fields if isinstance(field, EncryptedTextField)}
    return {
        name: SECRET if name in secrets else [old.get(name), value]
        for name, value in _values(after).items()
        if name not in old or old[name] != value
    }


def _secrets(row: models.Model) -> set[str]:
    return {field.name for field in row._meta.fields if isinstance(field, EncryptedTextField)}


def _told(row: models.Model) -> dict[str, Any]:
    """Return what the trail keeps of a row that goes: what was not as usual, and no secret."""
    changes = _changes(row, type(row)()).items()
    return {name: change if change == SECRET else change[0] for name, change in changes}


def _link_changes(before: models.Model | None, links: Links) -> dict[str, Any]:
    changes = {}
    for name, others in links.items():
        old = sorted(_keys(before, name)) if before is not None else []
        new = sorted(str(other.pk) for other in others)
        if old != new:
            changes[name] = [old, new]
    return changes


def _keys(row: models.Model, name: str) -> list[str]:
    return [str(pk) for pk in getattr(row, name).values_list("pk", flat=True)]


def _values(row: models.Model) -> dict[str, str | None]:
    """Return the row as text by field; the key and the hotel tell nothing new."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return {field.name: _text(field, row) for field in fields if field.name != "hotel"}


def _text(field: Any, row: models.Model) -> str | None:
    # What a form has typed is no more exact than what the column keeps.
    value = field.to_python(getattr(row, field.attname))
    return None if value is None else str(field.get_prep_value(value))
