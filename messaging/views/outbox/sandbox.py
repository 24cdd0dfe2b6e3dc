"""Mail bodies are shown in a frame of their own: no scripts, no forms, nothing from elsewhere.

A mail needs inline styles, which our pages forbid; so its body has an address of its own with
a policy of its own, and is boxed in twice, by the policy's sandbox and by the frame's.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp
from django.http import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_sameorigin

POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "form-action": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
    "sandbox": True,
}


def boxed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer with a page that can only be looked at, inside a frame of our own pages."""

    @wraps(view)
    def shown(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "private, no-store"
        return response

    return xframe_options_sameorigin(csp(POLICY)(shown))
