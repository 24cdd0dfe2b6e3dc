from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.domain.letters import day_setup as setup
from crm.forms.letters.day_setup import DaySetupForm
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock


@requires(Right.CRM_SETUP, before_opening=True)
@require_http_methods(["GET", "POST"])
def day_setup(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show and change the e-mail day setup, which holds for all hotels."""
    now_valid = setup.read()
    form = DaySetupForm(request.POST) if request.method == "POST" else DaySetupForm.of(now_valid)
    if form.is_bound and form.is_valid():
        wish = form.wish()
        setup.save(
            pre_stay_days=wish.pre_stay_days,
            post_stay_days=wish.post_stay_days,
            sends_on_arrival_day=wish.sends_on_arrival_day,
            is_active=wish.is_active,
            actor=request.actor,
            now=clock.now(),
        )
        messages.success(request, _("The day setup is saved and holds from now on."))
        return HttpResponseRedirect(reverse("crm:day_setup", args=[hotel.code]))
    context = {"hotel": hotel, "form": form, "advice": setup.advice(now_valid)}
    return render(
        request, "crm/letters/day_setup.html", context, status=422 if form.is_bound else 200
    )
