"""Staff pages of the reports under /h/<hotel>/."""

from django.urls import path

from hotelpms.reports.views import reports

app_name = "reports"

urlpatterns = [
    path("reports/", reports.listing, name="list"),
    path("reports/<str:kind>/", reports.report, name="report"),
    path("reports/<str:kind>/<str:extension>/", reports.file, name="file"),
]
