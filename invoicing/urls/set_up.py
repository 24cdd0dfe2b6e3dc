"""Codes and number series; included by invoicing.urls."""

from django.urls import path

from hotelpms.hotels.views.set_up.rows import addresses
from invoicing.views.set_up import series
from invoicing.views.set_up.codes import CHARGE_CODES, PAYMENT_METHODS, TAXES
from invoicing.views.set_up.solutions import SOLUTIONS

set_up_patterns = [
    *addresses(TAXES),
    *addresses(CHARGE_CODES),
    *addresses(PAYMENT_METHODS),
    *addresses(SOLUTIONS),
    path("set-up/series/", series.listing, name="set_up_series"),
    path("set-up/series/<int:year>/<slug:kind>/", series.change, name="set_up_series_change"),
]
