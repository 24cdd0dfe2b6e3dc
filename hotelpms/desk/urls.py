from django.urls import path

from hotelpms.desk.views import brand, design, health

app_name = "desk"

urlpatterns = [
    path("brand/<slug:code>.css", brand.stylesheet, name="brand_stylesheet"),
    path("brand/<slug:code>/logo", brand.logo, name="brand_logo"),
    path("design/", design.page, name="design"),
    path("design/panel/", design.panel, name="design_panel"),
    path("design/guests/", design.guests, name="design_guests"),
    path("design/toast/", design.toast, name="design_toast"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
