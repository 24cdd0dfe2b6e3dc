"""The names of a thing by language, one line of text each."""

from collections.abc import Mapping
from typing import Any

from django import forms

from hotelpms.kit import languages
from hotelpms.kit.web import edge

LONGEST_NAME = 100


class NamesWidget(forms.MultiWidget):
    """One line of text for each language, labelled with its name."""

    template_name = "components/names_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        one: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.TextInput({"maxlength": LONGEST_NAME}) for code in languages.codes()
        }
        super().__init__(one, attrs)

    def decompress(self, value: Any) -> list[str]:
        given = value if isinstance(value, Mapping) else {}
        return [str(given.get(code, "")) for code in languages.codes()]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for (code, label), one in zip(
            languages.choices(), context["widget"]["subwidgets"], strict=True
        ):
            one["language"], one["label"] = code, label
        return context


class NamesField(forms.MultiValueField):
    """The names of a thing by language; what stays empty is left out."""

    widget = NamesWidget

    def __init__(self, **kwargs: Any) -> None:
        for unused in ("encoder", "decoder", "max_length"):
            kwargs.pop(unused, None)
        # The widget of a JSON column is a text area, which is none for names.
        kwargs["widget"] = NamesWidget()
        fields = [
            forms.CharField(max_length=LONGEST_NAME, required=False) for _code in languages.codes()
        ]
        super().__init__(fields=fields, require_all_fields=False, **{**kwargs, "required": False})

    def compress(self, data_list: list[str | None]) -> dict[str, str]:
        pairs = zip(languages.codes(), data_list or [], strict=False)
        given = {code: edge.readable(name or "") for code, name in pairs}
        return {code: name for code, name in given.items() if name}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != self.compress(list(data or []))
