"""The hotel's logo: how it is set, and how it gets into mails and papers.

The stored file is written by us (kit.pictures), never the upload itself.
"""

import datetime
from base64 import b64encode
from functools import lru_cache

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from hotelpms.countries.registry import find
from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.files import documents
from hotelpms.kit.files.colour import readable
from hotelpms.kit.files.pictures import logo_png
from hotelpms.kit.models import Document

KIND = "logo"


def set_logo(*, hotel_id: int, content: bytes, actor: Actor, now: datetime.datetime) -> Document:
    """Make the uploaded picture the hotel's logo. Raises NoPicture, PictureTooLarge."""
    picture = logo_png(content)
    with transaction.atomic():
        document = documents.store(
            hotel_id=hotel_id,
            kind=KIND,
            name="logo.png",
            content=picture,
            content_type="image/png",
            at=now,
        )
        _put(hotel_id, document, actor, now)
    return document


@transaction.atomic
def remove_logo(*, hotel_id: int, actor: Actor, now: datetime.datetime) -> None:
    """Let the hotel's name stand where its logo did; papers already printed keep it."""
    _put(hotel_id, None, actor, now)


def logo_bytes(hotel: Hotel) -> bytes:
    """Return the PNG of the logo, empty when there is none or its file is damaged or gone.

    A mail or a paper goes out without it rather than not at all.
    """
    if hotel.logo_document is None:
        return b""
    try:
        return documents.read(hotel.logo_document)
    except (documents.DocumentMissing, documents.DocumentDamaged):
        return b""


def logo_address(hotel: Hotel) -> str:
    """Return the path of the logo; a new logo has a new one, so caches may keep it long."""
    path = reverse("desk:brand_logo", kwargs={"code": hotel.code})
    return f"{path}?v={hotel.logo_document_id}"


def logo_data(hotel: Hotel) -> str:
    """Return the logo as a data: address, empty when there is none."""
    return _data(logo_bytes(hotel))


def letterhead(hotel: Hotel) -> dict[str, object]:
    """Return what every paper needs of the hotel: itself, colours, logo, words of its country."""
    pack = find(str(hotel.country), zone=hotel.zone)
    return {
        "hotel": hotel,
        "brand": readable(hotel.brand_colour),
        "logo": logo_data(hotel),
        "tax_id_label": pack.tax_id_label or gettext_lazy("Tax number"),
    }


@lru_cache(maxsize=64)
def _data(content: bytes) -> str:
    return f"data:image/png;base64,{b64encode(content).decode()}" if content else ""


def _put(hotel_id: int, document: Document | None, actor: Actor, now: datetime.datetime) -> None:
    Hotel.objects.filter(pk=hotel_id).update(logo_document=document)
    audit.record(
        hotel_id=hotel_id,
        actor=actor,
        action="hotel.logo_set" if document else "hotel.logo_removed",
        subject=Hotel(pk=hotel_id),
        at=now,
        data={"document": document.pk if document else None},
    )
