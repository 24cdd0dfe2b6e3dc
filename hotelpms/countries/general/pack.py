"""Every country that has no pack of its own: the hotel says the one rate of its tax itself."""

from hotelpms.countries.codes import CHARGES, METHODS
from hotelpms.countries.country import USUAL_PREFIXES, Country


class General(Country):
    code = ""
    zones = ()
    subdivision = ""
    currency = ""
    languages = ("en",)
    send_region = "EU"
    taxes = ()
    charges = CHARGES
    methods = METHODS
    cash_unit = None
    tax_id_label = ""
    prefixes = USUAL_PREFIXES
