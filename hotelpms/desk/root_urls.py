from django.urls import path

from hotelpms.desk.views import (
    brand,
    design,
    early_fetch,
    health,
    mails,
    notifications,
    palette,
    search,
    set_up,
    today,
)

app_name = "desk"

urlpatterns = [
    path("brand/<slug:code>.css", brand.stylesheet, name="brand_stylesheet"),
    path("brand/<slug:code>/logo", brand.logo, name="brand_logo"),
    path("design/", design.page, name="design"),
    path("design/panel/", design.panel, name="design_panel"),
    path("design/guests/", design.guests, name="design_guests"),
    path("design/toast/", design.toast, name="design_toast"),
    path("design/rows/take-off/", design.take_off, name="design_take_off"),
    path("design/rows/undo/", design.undo, name="design_undo"),
    path("design/files/", design.files, name="design_files"),
    path("design/again/", design.again, name="design_again"),
    path("h/<slug:hotel>/", today.home, name="home"),
    path("h/<slug:hotel>/today/", today.today, name="today"),
    path("h/<slug:hotel>/set-up/", set_up.set_up, name="set_up"),
    path("h/<slug:hotel>/search/", search.search, name="search"),
    path("h/<slug:hotel>/palette/", palette.palette, name="palette"),
    path("h/<slug:hotel>/notifications/", notifications.notifications, name="notifications"),
    path("h/<slug:hotel>/notifications/count/", notifications.count, name="notifications_count"),
    path("h/<slug:hotel>/notifications/seen/", notifications.seen, name="notifications_seen"),
    path("early-fetch.json", early_fetch.early_fetch, name="early_fetch"),
    path("mails/", mails.mails, name="mails"),
    path("mails/<slug:key>/", mails.mail, name="mail"),
    path("mails/<slug:key>/html/", mails.mail_html, name="mail_html"),
    path("mails/<slug:key>/source/", mails.mail_source, name="mail_source"),
    path("mails/<slug:key>/files/<int:number>/", mails.mail_file, name="mail_file"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
