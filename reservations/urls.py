from django.urls import path

from hotelpms.hotels.views.set_up.rows import addresses
from reservations.views.booking import booking
from reservations.views.day import check_in, papers, stay_lists
from reservations.views.list import listing
from reservations.views.plan import book, card, moves, plan
from reservations.views.rooms import board, closures
from reservations.views.set_up import bulk, fees, rates
from reservations.views.set_up.codes import CHANNELS, FEATURES, SEGMENTS
from reservations.views.set_up.rate_plans import PLANS
from reservations.views.set_up.rooms import ROOMS, TYPES, together
from reservations.views.stay import detail, ending, reservation, room, stays
from reservations.views.traces import listing as trace_lists
from reservations.views.traces import traces

app_name = "reservations"

urlpatterns = [
    *addresses(ROOMS),
    path("set-up/rooms/bulk/", bulk.bulk, name="set_up_rooms_bulk"),
    path("set-up/rooms/bulk/preview/", bulk.preview, name="set_up_rooms_preview"),
    path("set-up/rooms/together/", together, name="set_up_rooms_together"),
    *addresses(TYPES),
    path("set-up/rates/", rates.rates, name="set_up_rates"),
    path("set-up/rates/trial/", rates.trial, name="set_up_rates_trial"),
    *addresses(PLANS),
    path("set-up/fees/", fees.fees, name="set_up_fees"),
    path("set-up/fees/example/", fees.fees_example, name="set_up_fees_example"),
    *addresses(SEGMENTS),
    *addresses(CHANNELS),
    *addresses(FEATURES),
    path("plan/", plan.plan, name="plan"),
    path("plan/marks.css", plan.marks, name="plan_marks"),
    path("plan/verdict/", moves.verdict, name="plan_verdict"),
    path("plan/drop/", moves.drop, name="plan_drop"),
    path("plan/undo/", moves.undo, name="plan_undo"),
    path("plan/stays/<int:pk>/", card.card, name="plan_card"),
    path("plan/book/", book.book, name="plan_book"),
    path("arrivals/", stay_lists.arrivals, name="arrivals"),
    path("departures/", stay_lists.departures, name="departures"),
    path("in-house/", stay_lists.in_house, name="in_house"),
    path("rooms/", board.rooms, name="rooms"),
    path("rooms/state/", board.set_state, name="rooms_state"),
    path("rooms/<int:pk>/close/", closures.close, name="close_room"),
    path("closures/<int:pk>/reopen/", closures.reopen, name="reopen_room"),
    path("stays/<int:pk>/check-in/", check_in.check_in, name="check_in"),
    path("reservations/", listing.listing, name="list"),
    path("reservations/new/", booking.new, name="new"),
    path("reservations/walk-in/", booking.walk_in, name="walk_in"),
    path("reservations/<str:code>/", detail.detail, name="detail"),
    path("reservations/<str:code>/messages/", detail.messages, name="messages"),
    path("reservations/<str:code>/history/", detail.history, name="history"),
    path("reservations/<str:code>/traces/", trace_lists.of_reservation, name="reservation_traces"),
    path("cardex/<int:pk>/traces/", trace_lists.of_card, name="card_traces"),
    path("traces/", trace_lists.listing, name="traces"),
    path("traces/new/", traces.new, name="trace_new"),
    path("traces/<int:pk>/", traces.change, name="trace"),
    path("traces/<int:pk>/done/", traces.finish, name="trace_done"),
    path("traces/<int:pk>/cancel/", traces.cancel, name="trace_cancel"),
    path("traces/<int:pk>/reopen/", traces.reopen, name="trace_reopen"),
    path("reservations/<str:code>/details/", reservation.details, name="details"),
    path("reservations/<str:code>/cancel/", ending.cancel, name="cancel"),
    path("reservations/<str:code>/reinstate/", ending.reinstate, name="reinstate"),
    path("reservations/<str:code>/option/", reservation.confirm_option, name="confirm_option"),
    path(
        "reservations/<str:code>/confirmation/",
        reservation.send_confirmation,
        name="send_confirmation",
    ),
    path("reservations/<str:code>/confirmation.pdf", papers.confirmation, name="confirmation_pdf"),
    path("stays/<int:pk>/registration-card.pdf", papers.registration_card, name="card_pdf"),
    path("arrivals/registration-cards.pdf", papers.registration_cards, name="cards_pdf"),
    path("stays/<int:pk>/", detail.stay, name="stay"),
    path("stays/<int:pk>/room/", room.assign, name="assign"),
    path("stays/<int:pk>/room/release/", room.unassign, name="unassign"),
    path("stays/<int:pk>/move/", room.move, name="move"),
    path("stays/<int:pk>/dates/", stays.dates, name="dates"),
    path("stays/<int:pk>/dates/verdict/", stays.dates_verdict, name="dates_verdict"),
    path("stays/<int:pk>/prices/", stays.prices, name="prices"),
    path("stays/<int:pk>/guests/", stays.guests, name="guests"),
    path("stays/<int:pk>/cancel/", ending.cancel_stay, name="cancel_stay"),
    path("stays/<int:pk>/reinstate/", ending.reinstate_stay, name="reinstate_stay"),
    path("stays/<int:pk>/check-in/undo/", ending.undo_check_in, name="undo_check_in"),
]
