"""A department with its addresses and the reports it gets."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain import departments
from hotelpms.hotels.forms.lists import LinesField
from hotelpms.hotels.forms.set_up import RowForm
from hotelpms.hotels.models import Department
from hotelpms.kit import languages
from hotelpms.reports.domain import catalogue


class DepartmentForm(RowForm):
    """Who gets what; a report is sent to every address of its department."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=30,
        required=False,
        help_text=_("A short word for lists; left empty it is made of the name."),
    )
    emails = LinesField(
        label=_("E-mail addresses"),
        required=False,
        help_text=_("One a line. Without one the department gets no mail."),
    )
    language = forms.ChoiceField(label=_("Language of its reports"), required=False)
    reports = forms.MultipleChoiceField(
        label=_("Reports"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They leave as PDF when the night closing is done."),
    )

    class Meta:
        model = Department
        fields = ("name", "code", "emails", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("language", [("", _("The hotel's first language")), *languages.choices()])
        kinds = departments.kinds_of(self.instance) if self.instance.pk else []
        # A report that was dropped stays with those who have it until somebody takes it away.
        gone = [(kind, kind) for kind in kinds if catalogue.find(kind) is None]
        self._offer("reports", [*map(_offer_of, catalogue.REPORTS), *gone])
        self.initial.setdefault("reports", kinds)

    @property
    def links(self) -> dict[str, list[Any]]:
        return {"reports": list(self.cleaned_data["reports"])}

    def fingerprint(self, row: Any) -> str:
        return departments.fingerprint(row)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("code") and cleaned.get("name"):
            cleaned["code"] = slugify(cleaned["name"])[:30] or "department"
        return cleaned

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _offer_of(report: Any) -> tuple[str, str]:
    return report.kind, f"{report.title} – {report.about}"
