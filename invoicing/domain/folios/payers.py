"""Who pays a folio: a card that is there, or a company whose card is made in the same step."""

from datetime import datetime

from django.utils.translation import gettext as _

from cardex.domain.cards import profiles
from cardex.domain.cards.profiles import Card, card_of
from cardex.models import Profile
from hotelpms.hotels.domain.permissions import require_right
from hotelpms.hotels.enums import Right
from hotelpms.kit.actor import Actor


def payer_of(
    payer: int | Card, *, present: Profile | None, hotel_id: int, actor: Actor, now: datetime
) -> Profile:
    """Return the card of the payer, made now when `payer` says what stands on it.

    The caller holds the lock under which the payer changes: what is `present` already is not made
    again. Raises NotAllowed for those who may not make cards, NameMissing.
    """
    if isinstance(payer, int):
        return Profile.objects.get(pk=payer)
    if present is not None and card_of(present) == payer:
        return present
    why = _("Your role cannot make cards. Choose one of the Cardex.")
    require_right(actor=actor, hotel_id=hotel_id, right=Right.CARDEX_EDIT, why=why)
    return profiles.create(card=payer, actor=actor, now=now)
