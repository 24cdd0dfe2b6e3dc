"""Every hotel has good texts for every kind of message in every language, and their corrections."""

from datetime import datetime

from django.db import transaction

from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from messaging.domain.wording.cleaning import clean
from messaging.domain.wording.texts import TEXTS
from messaging.models import Template, TemplateVersion


@transaction.atomic
def install_standard(*, hotel: Hotel, now: datetime) -> int:
    """Bring the hotel the standard texts that are new or corrected; return how many.

    A text that somebody has changed stays as it is. A corrected one is a new version, so that
    what was sent keeps its own.
    """
    rows = Template.objects.filter(hotel=hotel).select_related("current")
    known = {(row.kind, row.language): row for row in rows}
    changed = _changed_by_people(hotel)
    count = 0
    for language, texts in TEXTS.items():
        for kind in texts:
            row = known.get((str(kind), language))
            if row is None:
                row = Template.objects.create(hotel=hotel, kind=kind, language=language)
            elif row.pk in changed:
                continue
            count += _bring(row, now)
    return count


def _changed_by_people(hotel: Hotel) -> set[int]:
    versions = TemplateVersion.objects.filter(template__hotel=hotel)
    return set(versions.exclude(created_by=SYSTEM.name).values_list("template_id", flat=True))


def _bring(template: Template, now: datetime) -> bool:
    """Make the standard text the current version; tell whether it was not before."""
    text, last = TEXTS[template.language][template.kind], template.current
    subject, body = text.subject, clean(text.body)
    if last is not None and (last.subject, last.body) == (subject, body):
        return False
    template.current = TemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        subject=subject,
        body=body,
        created_at=now,
        created_by=SYSTEM.name,
    )
    template.save(update_fields=["current"])
    return True
