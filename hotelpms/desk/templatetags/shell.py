"""Template tags of the frame."""

from datetime import datetime, timedelta

from babel.dates import format_timedelta
from django import template
from django.utils.translation import get_language, to_locale

register = template.Library()


@register.filter
def ago(moment: datetime, now: datetime) -> str:
    """Show how long ago a moment was: {{ since|ago:now }} makes "2 hours ago"."""
    elapsed = min(moment - now, timedelta(seconds=-1))
    return format_timedelta(elapsed, add_direction=True, locale=to_locale(get_language() or "en"))
