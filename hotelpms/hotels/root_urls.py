from django.urls import path

from hotelpms.hotels.views import chooser, language, sign_in

app_name = "hotels"

urlpatterns = [
    path("", chooser.chooser, name="chooser"),
    path("login/", sign_in.login, name="login"),
    path("login/again/", sign_in.login_again, name="login_again"),
    path("logout/", sign_in.logout, name="logout"),
    path("language/", language.set_language, name="language"),
]
