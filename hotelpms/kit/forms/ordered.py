"""Several of a list, in an order: a box for each and its place."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hotelpms.kit.web import edge


class OrderedInput(forms.CheckboxSelectMultiple):
    """A line for each offer, those that are chosen first, with a box and the place it takes."""

    template_name = "components/ordered_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = [str(one) for one in value or []]
        known = {str(code): label for code, label in self.choices}
        order = [code for code in chosen if code in known]
        order += [code for code in known if code not in chosen]
        places = range(1, len(order) + 1)
        context["widget"]["lines"] = [
            {
                "value": code,
                "label": known[code],
                "is_chosen": code in chosen,
                "place": place,
                "place_name": place_of(name, code),
                "places": places,
            }
            for place, code in zip(places, order, strict=True)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return what is ticked by its place; of two in one place the one that stood first."""
        most = len(list(self.choices))
        found: Iterable[str] = super().value_from_datadict(data, files, name) or []

        def place(code: str) -> int:
            given = edge.number(str(data.get(place_of(name, code), "")), least=1, most=most)
            return given or most

        return sorted(found, key=place)


class OrderedField(forms.MultipleChoiceField):
    """Several of the choices; the first comes first."""

    widget = OrderedInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [str(one) for one in initial or []] != [str(one) for one in data or []]


def place_of(name: str, code: str) -> str:
    """Return the name under which the place of an offer is sent."""
    return f"{name}_place_{code}"
