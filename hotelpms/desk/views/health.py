"""/healthz says that the process lives, /readyz that it can serve; neither is logged."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hotelpms.desk.domain import pulse
from hotelpms.desk.domain.readiness import OK, readiness
from hotelpms.hotels.rights import public
from hotelpms.kit import clock
from messaging.domain.outbox import hold


@public("A load balancer asks, and learns nothing but that the process lives.")
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@public("A load balancer asks; the answer names no hotel and no person.")
@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    state = readiness()
    is_ready = set(state.values()) == {OK}
    if state["tables"] == OK:
        state |= worker_state()
    if held := hold.since():
        state["mails"] = f"held since {held.isoformat(timespec='seconds')}"
    return JsonResponse(state, status=200 if is_ready else 503)


def worker_state() -> dict[str, str]:
    silence = pulse.silence(now=clock.now())
    if silence is None:
        return {"worker": "never seen"}
    is_silent = silence >= pulse.SILENT_AFTER
    return {"worker": f"silent for {int(silence.total_seconds())} s" if is_silent else OK}
