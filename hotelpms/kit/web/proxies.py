"""Who asks, when proxies stand between the browser and us."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of the browser, believing as many proxies as the settings name.

    Empty when what stands there is no address: nobody's text is taken for one.

    Each proxy appends what it saw, so only the last entries of X-Forwarded-For are theirs;
    whatever stands before them the browser may have made up.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if settings.PROXY_COUNT and len(hops) >= settings.PROXY_COUNT and hops[0]:
        return _address(hops[-settings.PROXY_COUNT])
    return _address(str(request.META.get("REMOTE_ADDR", "")))


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
