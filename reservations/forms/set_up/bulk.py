"""Many rooms from lines of text, with the new types that the lines name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.fields import LineField, TextField
from hotelpms.kit.forms.wishes import WishForm
from hotelpms.kit.keys.once import digest
from hotelpms.kit.search.plain import normalise
from reservations.domain.set_up import bulk
from reservations.domain.set_up.bulk import NewType
from reservations.forms.set_up.rooms import MOST_GUESTS

LONGEST = 20_000
# Of more new types than these the proposals are not asked about.
MOST_TYPES = 20
EXAMPLE = _("101-120 double, sea view\n201, 203, 205 single\nA1-A4 suite, sea view, bath")


@dataclass(frozen=True)
class BulkWish:
    text: str
    types: tuple[NewType, ...]


@dataclass(frozen=True)
class TypeFields:
    """The fields of one new type, and what the lines call it."""

    wanted: str
    fields: tuple[forms.BoundField, ...]


class BulkForm(WishForm[BulkWish]):
    """The lines, and name, code and guests of each type that they name and the hotel lacks."""

    asks = BulkWish

    text = TextField(
        label=_("Rooms"),
        max_length=LONGEST,
        rows=8,
        help_text=_(
            "One line for rooms that are alike: numbers, the room type, and behind commas what they"
            " have. 301-309/2 is every second number."
        ),
    )

    def __init__(self, data: Any = None, *, hotel: Hotel) -> None:
        super().__init__(data)
        self.fields["text"].widget.attrs |= {"placeholder": EXAMPLE, "spellcheck": "false"}
        field: Any = self.fields["text"]
        typed = field.to_python((data or {}).get("text", ""))
        self.preview = bulk.rooms_of(typed[:LONGEST], hotel=hotel)
        self.proposals = bulk.proposed_types(self.preview, hotel=hotel)[:MOST_TYPES]
        for proposal in self.proposals:
            self._ask_about(proposal)

    @property
    def new_types(self) -> Iterator[TypeFields]:
        """The fields of the new types, one by one."""
        for one in self.proposals:
            names = _names(one.wanted)
            yield TypeFields(one.wanted, tuple(self[name] for name in names.values()))

    def given(self) -> dict[str, Any]:
        """Add the types as they were confirmed."""
        return super().given() | {"types": tuple(self._confirmed(one) for one in self.proposals)}

    def _ask_about(self, proposal: NewType) -> None:
        names = _names(proposal.wanted)
        self.fields |= {
            names["name"]: LineField(label=_("Name"), max_length=80, initial=proposal.name),
            names["code"]: LineField(label=_("Code"), max_length=10, initial=proposal.code),
            names["base_occupancy"]: _guests(_("Usual guests"), proposal.base_occupancy),
            names["max_occupancy"]: _guests(_("Most guests"), proposal.max_occupancy),
        }
        if self.is_bound:
            # A type that the lines have just named: its fields come with what is proposed.
            self.data = self.data.copy()  # type: ignore[attr-defined]
            for field, name in names.items():
                self.data.setdefault(name, str(getattr(proposal, field)))  # type: ignore[attr-defined]

    def _confirmed(self, proposal: NewType) -> NewType:
        names = _names(proposal.wanted)
        return NewType(
            proposal.wanted, **{field: self.cleaned_data[name] for field, name in names.items()}
        )


def _guests(label: Any, proposed: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, initial=proposed, min_value=1, max_value=MOST_GUESTS)


def _names(wanted: str) -> dict[str, str]:
    """Return the names of the fields of a type: they stay when other lines change."""
    key = digest({"type": normalise(wanted)})[:12]
    parts = ("name", "code", "base_occupancy", "max_occupancy")
    return {part: f"type_{key}_{part}" for part in parts}
