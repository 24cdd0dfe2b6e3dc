from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused
from hotelpms.kit.forms.fields import LineField, TextField
from hotelpms.kit.forms.wishes import WishForm
from messaging.domain.wording import keywords
from messaging.domain.wording.cleaning import clean
from messaging.domain.wording.templates import SUBJECT_LENGTH, clean_subject


@dataclass(frozen=True)
class Wording:
    subject: str
    body: str


class WordingForm(WishForm[Wording]):
    """Subject and text of a template; mistakes in keywords are shown at their field."""

    asks = Wording

    subject = LineField(label=_("Subject"), max_length=SUBJECT_LENGTH)
    body = TextField(
        label=_("Text"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true", "class": "input mono"}),
        help_text=_("HTML, or plain paragraphs. Keywords are filled in for each recipient."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_subject(self) -> str:
        subject = clean_subject(self.cleaned_data["subject"])
        return self._checked(subject, subject, "")

    def clean_body(self) -> str:
        body = clean(self.cleaned_data["body"])
        return self._checked(body, "", body)

    def _checked(self, value: str, subject: str, body: str) -> str:
        try:
            keywords.check(subject, body, self.kind)
        except Refused as refused:
            raise forms.ValidationError(str(refused.message)) from refused
        return value
