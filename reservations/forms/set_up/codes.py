"""Segments, channels and features: a code with a name."""

from hotelpms.hotels.forms.set_up import RowForm
from reservations.models import Channel, MarketSegment, RoomFeature


class SegmentForm(RowForm):
    class Meta:
        model = MarketSegment
        fields = ("name", "code", "is_active")


class ChannelForm(RowForm):
    class Meta:
        model = Channel
        fields = ("name", "code", "is_active")


class FeatureForm(RowForm):
    class Meta:
        model = RoomFeature
        fields = ("name", "code", "names", "is_active")
