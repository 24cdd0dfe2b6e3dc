"""Which wording a message gets: the guest's language, the hotel's first, then English."""

from hotelpms.hotels.models import Hotel
from messaging.models import Template

LAST_RESORT = "en"


class Wordings:
    """Looks up current template versions; remembers them for the length of one batch."""

    def __init__(self) -> None:
        self._versions: dict[tuple[int, str], dict[str, int]] = {}
        self._first_language: dict[int, str] = {}

    def version_id(self, hotel_id: int, kind: str, language: str) -> int | None:
        """Return the version to use, None when the hotel has no active text of this kind."""
        key = (hotel_id, kind)
        if key not in self._versions:
            self._versions[key] = self._read(hotel_id, kind)
        versions = self._versions[key]
        for wanted in (language, language.partition("-")[0]):
            if wanted in versions:
                return versions[wanted]
        return versions.get(self._first(hotel_id)) or versions.get(LAST_RESORT)

    def _read(self, hotel_id: int, kind: str) -> dict[str, int]:
        active = Template.objects.filter(
            hotel_id=hotel_id, kind=kind, is_active=True, current__isnull=False
        )
        return dict(active.values_list("language", "current_id"))

    def _first(self, hotel_id: int) -> str:
        if hotel_id not in self._first_language:
            hotel = Hotel.objects.only("languages").get(pk=hotel_id)
            self._first_language[hotel_id] = hotel.default_language
        return self._first_language[hotel_id]
