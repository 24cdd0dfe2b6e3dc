"""Every hotel starts with good texts for every kind of message in every language."""

from datetime import datetime

from django.db import transaction

from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from messaging.domain.wording.cleaning import clean
from messaging.domain.wording.texts import TEXTS
from messaging.models import Template, TemplateVersion


@transaction.atomic
def install_standard(*, hotel: Hotel, now: datetime) -> int:
    """Create the standard texts that the hotel does not have yet; return how many.

    Texts that are there, changed or not, stay as they are.
    """
    rows = Template.objects.filter(hotel=hotel)
    known = set(rows.values_list("kind", "language"))
    missing = [
        (str(kind), language)
        for language, texts in TEXTS.items()
        for kind in texts
        if (str(kind), language) not in known
    ]
    for kind, language in missing:
        _install(hotel, kind, language, now)
    return len(missing)


def _install(hotel: Hotel, kind: str, language: str, now: datetime) -> None:
    text = TEXTS[language][kind]
    template = Template.objects.create(hotel=hotel, kind=kind, language=language)
    template.current = TemplateVersion.objects.create(
        template=template,
        number=1,
        subject=text.subject,
        body=clean(text.body),
        created_at=now,
        created_by=SYSTEM.name,
    )
    template.save(update_fields=["current"])
