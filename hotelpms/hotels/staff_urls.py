"""Staff pages under h/<hotel>/, included by root_urls: one namespace holds both."""

from django.urls import path

from hotelpms.hotels.views.set_up import house, people

urlpatterns = [
    path("set-up/hotel/", house.change, name="set_up_hotel"),
    path("set-up/hotel/logo/", house.logo, name="set_up_hotel_logo"),
    path("set-up/hotel/logo/remove/", house.remove_logo, name="set_up_hotel_remove_logo"),
    path("set-up/people/", people.listing, name="set_up_people"),
    path("set-up/people/new/", people.new, name="set_up_people_new"),
    path("set-up/people/bring/", people.bring, name="set_up_people_bring"),
    path("set-up/people/<int:pk>/", people.change, name="set_up_people_change"),
    path("set-up/people/<int:pk>/password/", people.password, name="set_up_people_password"),
    path("set-up/people/<int:pk>/leave/", people.leave, name="set_up_people_leave"),
    path("set-up/people/<int:pk>/lock/", people.lock, name="set_up_people_lock"),
    path("set-up/people/<int:pk>/unlock/", people.unlock, name="set_up_people_unlock"),
]
