from django.urls import path

from reservations.views import (
    booking,
    check_in,
    closures,
    detail,
    listing,
    plan,
    room_board,
    rooms,
    stay_lists,
    stays,
    whole,
)

app_name = "reservations"

urlpatterns = [
    path("plan/", plan.plan, name="plan"),
    path("plan/marks.css", plan.marks, name="plan_marks"),
    path("plan/verdict/", plan.verdict, name="plan_verdict"),
    path("plan/drop/", plan.drop, name="plan_drop"),
    path("arrivals/", stay_lists.arrivals, name="arrivals"),
    path("departures/", stay_lists.departures, name="departures"),
    path("in-house/", stay_lists.in_house, name="in_house"),
    path("rooms/", room_board.rooms, name="rooms"),
    path("rooms/state/", room_board.set_state, name="rooms_state"),
    path("rooms/<int:pk>/close/", closures.close, name="close_room"),
    path("closures/<int:pk>/reopen/", closures.reopen, name="reopen_room"),
    path("stays/<int:pk>/check-in/", check_in.check_in, name="check_in"),
    path("reservations/", listing.listing, name="list"),
    path("reservations/new/", booking.new, name="new"),
    path("reservations/walk-in/", booking.walk_in, name="walk_in"),
    path("reservations/<str:code>/", detail.detail, name="detail"),
    path("reservations/<str:code>/messages/", detail.messages, name="messages"),
    path("reservations/<str:code>/history/", detail.history, name="history"),
    path("reservations/<str:code>/details/", whole.details, name="details"),
    path("reservations/<str:code>/cancel/", whole.cancel, name="cancel"),
    path("reservations/<str:code>/reinstate/", whole.reinstate, name="reinstate"),
    path("reservations/<str:code>/option/", whole.confirm_option, name="confirm_option"),
    path(
        "reservations/<str:code>/confirmation/", whole.send_confirmation, name="send_confirmation"
    ),
    path("stays/<int:pk>/", detail.stay, name="stay"),
    path("stays/<int:pk>/room/", rooms.assign, name="assign"),
    path("stays/<int:pk>/room/release/", rooms.unassign, name="unassign"),
    path("stays/<int:pk>/move/", rooms.move, name="move"),
    path("stays/<int:pk>/dates/", stays.dates, name="dates"),
    path("stays/<int:pk>/dates/verdict/", stays.dates_verdict, name="dates_verdict"),
    path("stays/<int:pk>/prices/", stays.prices, name="prices"),
    path("stays/<int:pk>/guests/", stays.guests, name="guests"),
    path("stays/<int:pk>/cancel/", stays.cancel, name="cancel_stay"),
    path("stays/<int:pk>/reinstate/", stays.reinstate, name="reinstate_stay"),
    path("stays/<int:pk>/check-in/undo/", stays.undo_check_in, name="undo_check_in"),
]
