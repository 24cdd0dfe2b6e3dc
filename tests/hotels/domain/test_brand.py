import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytest_django.fixtures import Settings

from hotelpms.hotels.domain import brand
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry, Document
from tests.factories.hotels import HotelFactory

pytestmark = pytest.mark.django_db

ADA, AT = Actor(1, "Ada"), datetime(2027, 5, 10, 12, tzinfo=UTC)


def picture() -> Any:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "#1f4e79").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def hotel(settings: Settings, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return HotelFactory()


def test_the_logo_is_kept_as_a_document_of_our_own_and_noted(hotel: Hotel) -> None:
    document = brand.set_logo(hotel_id=hotel.pk, content=picture(), actor=ADA, now=AT)

    hotel.refresh_from_db()

    assert hotel.logo_document == document
    assert (document.hotel_id, document.kind, document.content_type) == (
        hotel.pk,
        "logo",
        "image/png",
    )
    assert brand.logo_data(hotel).startswith("data:image/png;base64,iVBOR")
    assert AuditEntry.objects.get().action == "hotel.logo_set"


def test_a_logo_taken_away_leaves_its_document_for_papers_that_carry_it(hotel: Hotel) -> None:
    brand.set_logo(hotel_id=hotel.pk, content=picture(), actor=ADA, now=AT)
    brand.remove_logo(hotel_id=hotel.pk, actor=ADA, now=AT)

    hotel.refresh_from_db()

    assert hotel.logo_document is None
    assert brand.logo_data(hotel) == ""
    assert Document.objects.count() == 1


def test_a_lost_file_leaves_mails_and_papers_without_a_logo_only(
    hotel: Hotel, tmp_path: Path
) -> None:
    document = brand.set_logo(hotel_id=hotel.pk, content=picture(), actor=ADA, now=AT)
    (tmp_path / "documents" / document.sha256[:2] / document.sha256).unlink()

    hotel.refresh_from_db()

    assert brand.logo_bytes(hotel) == b""


@pytest.mark.parametrize(
    ("country", "label"), [("ES", "NIF/CIF"), ("DE", "USt-IdNr."), ("NZ", "Tax number")]
)
def test_papers_call_the_tax_number_as_the_country_does(country: str, label: str) -> None:
    assert str(brand.letterhead(HotelFactory(country=country))["tax_id_label"]) == label
