"""Staff pages of the night closing under /h/<hotel>/."""

from django.urls import path

from hotelpms.closing.views import closing
from hotelpms.closing.views.departments import DEPARTMENTS
from hotelpms.hotels.views.set_up.rows import addresses

app_name = "closing"

urlpatterns = [
    *addresses(DEPARTMENTS),
    path("closing/", closing.overview, name="overview"),
    path("closing/history/", closing.history, name="history"),
    path("closing/rehearsal/", closing.rehearsal, name="rehearsal"),
    path("closing/start/", closing.start, name="start"),
    path("closing/<int:pk>/", closing.detail, name="detail"),
    path("closing/<int:pk>/reports/<str:kind>/", closing.report, name="report"),
    path("closing/<int:pk>/mails/", closing.send_missing, name="send_missing"),
    path("closing/<int:pk>/mails/<int:message>/again/", closing.send_again, name="send_again"),
]
