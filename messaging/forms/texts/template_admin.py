from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.forms.whole_row import WholeRowForm
from hotelpms.kit.errors import Refused
from hotelpms.kit.forms.fields import LineField, TextField
from messaging.domain.wording import keywords
from messaging.domain.wording.cleaning import clean
from messaging.domain.wording.templates import SUBJECT_LENGTH, clean_subject
from messaging.models import Template


class TemplateAdminForm(WholeRowForm):
    """A text with its current wording; the admin saves the wording as a new version."""

    subject = LineField(
        label=_("Subject"),
        max_length=SUBJECT_LENGTH,
        widget=forms.TextInput(attrs={"size": 80}),
    )
    body = TextField(
        label=_("Text"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 20, "cols": 100}),
        help_text=_("HTML, or plain paragraphs. Keywords are filled in for each recipient."),
    )

    class Meta:
        model = Template
        fields = ("hotel", "kind", "language", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = self.instance.current if self.instance.pk else None
        if current is not None:
            self.initial.setdefault("subject", current.subject)
            self.initial.setdefault("body", current.body)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind") or self.instance.kind
        subject = clean_subject(cleaned.get("subject", ""))
        body = clean(cleaned.get("body", ""))
        try:
            if kind:
                keywords.check(subject, body, kind)
        except Refused as refused:
            self.add_error("body", str(refused.message))
        return cleaned
