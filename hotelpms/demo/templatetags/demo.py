"""What the log-in page says of the demonstration hotel, where there is one."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotelpms.demo import HOTEL, LOG_INS
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Membership

register = template.Library()

TRY = {
    Role.CLIENT_ADMIN: _("Open a second hotel, set up rooms, rates, people, mail."),
    Role.MANAGER: _("Fill the prices of a season, see the flash report."),
    Role.FRONT_DESK: _("Check a guest in, drag a stay on the room plan."),
    Role.RESERVATIONS: _("Book ten rooms at once, send a confirmation."),
    Role.CASHIER: _("Post a charge, take a payment, send a payment link."),
    Role.NIGHT_AUDITOR: _("Close the day and read its proof."),
    Role.HOUSEKEEPING: _("Clean rooms on a phone."),
    Role.MARKETING: _("Look why a guest got a letter, or did not."),
    Role.ACCOUNTANT: _("Issue a credit note, settle what is owed."),
}


@dataclass(frozen=True)
class Person:
    """Somebody of the demonstration hotel, and what is worth a try in that role."""

    username: str
    password: str
    name: str
    role: str
    try_this: str | Promise


@register.simple_tag
def demo_people() -> list[Person]:
    """Return the people of the demonstration hotel by role; in production nobody. One query.

    Their passwords are printed at every start, so the page tells nothing new.
    """
    if settings.IS_PRODUCTION:
        return []
    passwords = dict(LOG_INS)
    held = Membership.objects.filter(
        hotel__code=HOTEL, user__username__in=passwords, user__is_active=True
    ).select_related("user")
    order = list(TRY)
    known = [one for one in held if one.role in TRY]
    return [
        Person(
            username=one.user.username,
            password=passwords[one.user.username],
            name=one.user.get_full_name(),
            role=one.get_role_display(),
            try_this=TRY[Role(one.role)],
        )
        for one in sorted(known, key=lambda one: order.index(Role(one.role)))
    ]
