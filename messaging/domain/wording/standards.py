"""Every hotel has good texts for every kind of message in every language, and their corrections."""

from datetime import datetime
from functools import cache

from django.db import transaction

from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from messaging.domain.wording.cleaning import clean
from messaging.domain.wording.texts import TEXTS
from messaging.enums import MessageKind
from messaging.models import Template, TemplateVersion


@transaction.atomic
def install_standard(*, hotel: Hotel, now: datetime) -> int:
    """Bring the hotel the standard texts that are new or corrected; return how many.

    A text that somebody has changed stays as it is. A corrected one is a new version, so that
    what was sent keeps its own.
    """
    rows = Template.objects.filter(hotel=hotel).select_related("current")
    known = {(row.kind, row.language): row for row in rows}
    wanted = [(str(kind), language) for language, texts in TEXTS.items() for kind in texts]
    missing = [key for key in wanted if key not in known]
    Template.objects.bulk_create(
        [Template(hotel=hotel, kind=kind, language=language) for kind, language in missing]
    )
    if missing:
        known = {(row.kind, row.language): row for row in rows.all()}
    changed = _changed_by_people(hotel)
    versions = [
        version
        for key in wanted
        if known[key].pk not in changed and (version := _next(known[key], now)) is not None
    ]
    TemplateVersion.objects.bulk_create(versions)
    for version in versions:
        version.template.current = version
    Template.objects.bulk_update([version.template for version in versions], ["current"])
    return len(versions)


def _changed_by_people(hotel: Hotel) -> set[int]:
    versions = TemplateVersion.objects.filter(template__hotel=hotel)
    return set(versions.exclude(created_by=SYSTEM.name).values_list("template_id", flat=True))


def _next(template: Template, now: datetime) -> TemplateVersion | None:
    """Return the standard text as a new version, None where it is the current one already."""
    subject, body = _standard(template.kind, template.language)
    last = template.current
    if last is not None and (last.subject, last.body) == (subject, body):
        return None
    return TemplateVersion(
        template=template,
        number=last.number + 1 if last else 1,
        subject=subject,
        body=body,
        created_at=now,
        created_by=SYSTEM.name,
    )


def _standard(kind: str, language: str) -> tuple[str, str]:
    text = TEXTS[language][MessageKind(kind)]
    return text.subject, _cleaned(text.body)


# The same few texts for every hotel.
_cleaned = cache(clean)
