from django.urls import path

from crm.views.history import history
from crm.views.letters import day_setup, home

app_name = "crm"

urlpatterns = [
    path("crm/", home.home, name="home"),
    path("crm/day-setup/", day_setup.day_setup, name="day_setup"),
    path("crm/history/<int:pk>/", history.history, name="history"),
]
