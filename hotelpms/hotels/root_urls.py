from django.urls import include, path

from hotelpms.hotels.views import chooser, language, password, sign_in

app_name = "hotels"

urlpatterns = [
    path("", chooser.chooser, name="chooser"),
    path("login/", sign_in.login, name="login"),
    path("login/again/", sign_in.login_again, name="login_again"),
    path("logout/", sign_in.logout, name="logout"),
    path("password/", password.own_password, name="own_password"),
    path("language/", language.set_language, name="language"),
    path("h/<slug:hotel>/", include("hotelpms.hotels.staff_urls")),
]
