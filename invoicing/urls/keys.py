"""A folio in an address: 7, or stay-12 for the main folio of a stay that nobody has opened."""

from django.urls import register_converter

from invoicing.domain.folios.keys import FolioKey, MainOf

PREFIX = "stay-"


class FolioKeyConverter:
    regex = rf"(?:{PREFIX})?[0-9]+"

    def to_python(self, value: str) -> FolioKey:
        """Read the part of an address."""
        number = int(value.removeprefix(PREFIX))
        return MainOf(number) if value.startswith(PREFIX) else number

    def to_url(self, value: FolioKey) -> str:
        """Write the part of an address."""
        return f"{PREFIX}{value.stay_id}" if isinstance(value, MainOf) else str(value)


register_converter(FolioKeyConverter, "folio")
