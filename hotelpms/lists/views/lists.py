"""Saving, renaming, sharing and deleting views of a list, and choosing its columns.

Each answers a plain form with a page and htmx with the part that changed; the event
`list-changed` tells the rows to come again.
"""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import edge, htmx
from hotelpms.kit.web.deeds import attempt
from hotelpms.lists import pages
from hotelpms.lists.domain import columns, views
from hotelpms.lists.domain.catalogue import List, find
from hotelpms.lists.forms.views import SaveForm, SaveWish, ViewForm, ViewWish
from hotelpms.lists.models import SavedView

LONGEST_QUERY = 2_000


@requires(Right.DESK_VIEW)
@require_POST
def save(request: StaffRequest, hotel: Hotel, key: str) -> HttpResponse:
    """Save the filters and the order of the list as a view."""
    found, viewer = _list(request, key), pages.viewer_of(request)
    wanted = QueryDict(_query_before(request))
    form = SaveForm(request.POST, may_share=viewer.may_share)

    def act(wish: SaveWish) -> SavedView:
        view = views.save(
            found=found,
            viewer=viewer,
            name=wish.name,
            wanted=wanted,
            is_shared=bool(wish.is_shared),
        )
        if wish.opens:
            views.open_with(found=found, viewer=viewer, view=view)
        return view

    view = attempt(form, act)
    if view is None:
        return _save_form(request, found, form, status=422)
    said = _("The view “%(name)s” is saved.") % {"name": view.name}
    if not htmx.wants_fragment(request):
        messages.success(request, said)
        return HttpResponseRedirect(
            f"{pages.url_of(found, hotel)}?{view.query or pages.EVERYTHING}"
        )
    answer = _save_form(request, found, SaveForm(may_share=viewer.may_share))
    return _telling(answer, said, "view-saved")


@requires(Right.DESK_VIEW)
@require_GET
def manage(request: StaffRequest, hotel: Hotel, key: str) -> HttpResponse:
    """Show the views of a list to rename, share and delete them."""
    return _manage(request, _list(request, key))


@requires(Right.DESK_VIEW)
@require_POST
def change(request: StaffRequest, hotel: Hotel, key: str, pk: int) -> HttpResponse:
    """Rename a view, share it or stop sharing it."""
    found, viewer = _list(request, key), pages.viewer_of(request)
    view = _view(found, viewer, pk)
    form = ViewForm(request.POST, may_share=viewer.may_share, prefix=_prefix(view))

    def act(wish: ViewWish) -> str:
        # Whoever may not share keeps the reach that the view has.
        reach = view.is_shared if wish.is_shared is None else wish.is_shared
        views.change(view=view, viewer=viewer, name=wish.name, is_shared=reach)
        return _("The view is saved.")

    said = attempt(form, act)
    if said is None:
        return _manage(request, found, bound={pk: form}, status=422)
    return _managed(request, found, said)


@requires(Right.DESK_VIEW)
@require_POST
def delete(request: StaffRequest, hotel: Hotel, key: str, pk: int) -> HttpResponse:
    """Delete one's own view, or a shared one with the right to share."""
    found, viewer = _list(request, key), pages.viewer_of(request)
    view = _view(found, viewer, pk)
    views.delete(view=view, viewer=viewer)
    said = _("The view “%(name)s” is deleted.") % {"name": view.name}
    return _managed(request, found, said)


@requires(Right.DESK_VIEW)
@require_POST
def open_with(request: StaffRequest, hotel: Hotel, key: str) -> HttpResponse:
    """Choose the view with which the list opens."""
    found, viewer = _list(request, key), pages.viewer_of(request)
    wanted = edge.sent(request).row_id("view")
    view = _view(found, viewer, wanted) if wanted else None
    views.open_with(found=found, viewer=viewer, view=view)
    return _managed(request, found, _("The list opens as chosen."))


@requires(Right.DESK_VIEW)
@require_POST
def choose_columns(request: StaffRequest, hotel: Hotel, key: str) -> HttpResponse:
    """Choose which columns the list shows to this person."""
    found = _list(request, key)
    if "usual" in edge.sent(request):
        columns.choose_usual(found=found, person_id=request.user.pk)
    else:
        names = edge.sent(request).lines("columns")
        columns.choose(found=found, person_id=request.user.pk, names=names)
    if not htmx.wants_fragment(request):
        query = found.query_of(QueryDict(_query_before(request)))
        return HttpResponseRedirect(pages.url_with(found, hotel, query))
    answer = render(request, "lists/columns_form.html", {"list": pages.shown(found, request)})
    answer["HX-Trigger"] = "list-changed"
    return answer


def _list(request: StaffRequest, key: str) -> List:
    """Return a list that this person may open."""
    found = find(key)
    if found is None:
        raise Http404
    if found.right not in request.rights:
        raise PermissionDenied(found.right)
    return found


def _view(found: List, viewer: views.Viewer, pk: int) -> SavedView:
    return get_object_or_404(views.visible(found=found, viewer=viewer), pk=pk)


def _query_before(request: StaffRequest) -> str:
    """Return the query of the list as it stands in the browser, or as the form was sent with."""
    if htmx.wants_fragment(request):
        return urlsplit(edge.page_shown(request)).query
    return edge.sent(request).line("query", longest=LONGEST_QUERY)


def _save_form(
    request: StaffRequest, found: List, form: SaveForm, *, status: int = 200
) -> HttpResponse:
    wanted = QueryDict(_query_before(request))
    context = {"list": pages.shown(found, request, wanted=wanted), "save_form": form}
    return htmx.page(
        request, "lists/save_page.html", context, fragment="lists/save_form.html", status=status
    )


def _manage(
    request: StaffRequest,
    found: List,
    *,
    bound: dict[int, ViewForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    here = pages.shown(found, request)
    lines = [(link, (bound or {}).get(link.view.pk) or _form_of(link, here)) for link in here.views]
    context = {"list": here, "lines": lines}
    return htmx.page(
        request, "lists/manage.html", context, fragment="lists/manage_panel.html", status=status
    )


def _form_of(link: pages.ViewLink, here: pages.Shown) -> ViewForm:
    start = {"name": link.view.name, "is_shared": link.view.is_shared}
    return ViewForm(initial=start, may_share=here.may_share, prefix=_prefix(link.view))


def _prefix(view: SavedView) -> str:
    return f"view-{view.pk}"


def _managed(request: StaffRequest, found: List, said: str) -> HttpResponse:
    if htmx.wants_fragment(request):
        return _telling(_manage(request, found), said)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("lists:manage", args=[request.hotel.code, found.key]))


def _telling(answer: HttpResponse, said: str, *events: str) -> HttpResponse:
    answer["HX-Trigger"] = htmx.news(said, "list-changed", *events)
    return answer
