"""A hotel's texts: every saving makes a new version, the old ones stay as they were sent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from messaging.domain.wording import keywords
from messaging.domain.wording.cleaning import clean
from messaging.models import Template, TemplateVersion

SUBJECT_LENGTH = 200


class EmptyText(Refused):
    """A message needs a subject and a text."""

    def __init__(self) -> None:
        super().__init__(_("A message needs a subject and a text."))


@transaction.atomic
def save_version(
    *, template_id: int, subject: str, body: str, actor: Actor, now: datetime
) -> TemplateVersion:
    """Make a new current version; the same wording again returns the version that is there.

    The body is cleaned of everything active first. Raises EmptyText, keywords.UnknownKeyword,
    language.Mistake.
    """
    template = locked(Template.objects.filter(pk=template_id)).get()
    subject, body = clean_subject(subject), clean(body)
    if not subject or not body:
        raise EmptyText
    keywords.check(subject, body, template.kind)
    last = template.versions.order_by("-number").first()
    if last and template.current_id == last.pk and (last.subject, last.body) == (subject, body):
        return last
    version = TemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        subject=subject,
        body=body,
        created_at=now,
        created_by=actor.name[:150],
    )
    template.current = version
    template.save(update_fields=["current"])
    audit.record(
        hotel_id=template.hotel_id,
        actor=actor,
        action="template.changed",
        subject=template,
        at=now,
        data={"version": version.number},
    )
    return version


@transaction.atomic
def set_active(*, template_id: int, is_active: bool, actor: Actor, now: datetime) -> Template:
    """Switch a text on or off; a kind without any active text is not sent."""
    template = locked(Template.objects.filter(pk=template_id)).get()
    if template.is_active != is_active:
        template.is_active = is_active
        template.save(update_fields=["is_active"])
        audit.record(
            hotel_id=template.hotel_id,
            actor=actor,
            action="template.switched_on" if is_active else "template.switched_off",
            subject=template,
            at=now,
        )
    return template


def clean_subject(subject: str) -> str:
    """Return the subject on one line without blanks around it."""
    return " ".join(subject.split())[:SUBJECT_LENGTH]
