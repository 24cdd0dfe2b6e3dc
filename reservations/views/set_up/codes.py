"""Segments, channels and features in the set-up."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import Right
from hotelpms.hotels.views.set_up.rows import Column, Rows
from reservations.forms.set_up.codes import ChannelForm, FeatureForm, SegmentForm

NAME = Column(_("Name"), attrgetter("name"))
CODE = Column(_("Code"), attrgetter("code"))

SEGMENTS = Rows(
    key="segments",
    namespace="reservations",
    title=_("Market segments"),
    about=_("Where business comes from, for the figures."),
    icon="chart-pie",
    right=Right.RESERVATIONS_SETUP,
    form=SegmentForm,
    columns=(NAME, CODE),
    order=("code", "pk"),
    found_by=("name", "code"),
    new=_("New market segment"),
)
CHANNELS = Rows(
    key="channels",
    namespace="reservations",
    title=_("Channels"),
    about=_("Ways in which bookings arrive."),
    icon="waypoints",
    right=Right.RESERVATIONS_SETUP,
    form=ChannelForm,
    columns=(NAME, CODE),
    order=("code", "pk"),
    found_by=("name", "code"),
    new=_("New channel"),
)
FEATURES = Rows(
    key="features",
    namespace="reservations",
    title=_("Room features"),
    about=_("What some rooms have, such as a sea view."),
    icon="sparkles",
    right=Right.RESERVATIONS_SETUP,
    form=FeatureForm,
    columns=(NAME, CODE),
    order=("name", "pk"),
    found_by=("name", "code"),
    new=_("New feature"),
)
