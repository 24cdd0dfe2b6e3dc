from messaging.domain.wording.texts.base import Text, html
from messaging.enums import MessageKind as Kind

BOOKED = "You get this mail because you have a booking with us."
BILLED = "You get this mail because it concerns your bill."
INTERNAL = "This mail was written by the hotel system for the staff."
GREETING = "@GREETING"
CONTACT = (
    "{if @HOTEL_PHONE}Do you have a question or a wish? Reply to this mail or call us at "
    "@HOTEL_PHONE. We are glad to help.{else}Do you have a question or a wish? Just reply to "
    "this mail. We are glad to help.{end}"
)
TEAM = "Kind regards<br>Your team at @HOTEL"

TEXTS: dict[str, Text] = {
    Kind.CONFIRMATION: Text(
        "Your booking @CODE at @HOTEL is confirmed",
        html(
            GREETING,
            "Thank you for choosing @HOTEL. Your booking is confirmed, and we look forward to "
            "welcoming you{if @ARRIVAL} on @ARRIVAL{end}.",
            "Your room is ready from @CHECK_IN_TIME. On the day you leave it is yours until "
            "@CHECK_OUT_TIME.",
            CONTACT,
            TEAM,
        ),
        BOOKED,
    ),
    Kind.CHANGED: Text(
        "Your booking @CODE at @HOTEL has changed",
        html(
            GREETING,
            "Your booking @CODE has been changed: it is now from @ARRIVAL to @DEPARTURE, and the "
            "price is @TOTAL.",
            "Until now it was from @OLD_ARRIVAL to @OLD_DEPARTURE, and the price was @OLD_TOTAL.",
            "If you did not expect this change, please tell us at once by replying to this mail.",
            CONTACT,
            TEAM,
        ),
        BOOKED,
    ),
    Kind.CANCELLATION: Text(
        "Your booking @CODE at @HOTEL is cancelled",
        html(
            GREETING,
            "Your booking @CODE{if @ARRIVAL} for @ARRIVAL{end} has been cancelled.",
            "{if @FEE}Under the terms of your booking a cancellation fee of @FEE is due.{end}",
            "If this comes as a surprise to you, please tell us at once by replying to this mail. "
            "We would be happy to welcome you at another time.",
            TEAM,
        ),
        BOOKED,
    ),
    Kind.PRE_STAY: Text(
        "Your stay at @HOTEL is coming up",
        html(
            GREETING,
            "It will not be long now: we expect you on @ARRIVAL, and everything will be ready "
            "for your stay.",
            "Your room is waiting for you from @CHECK_IN_TIME. Will you come late in the evening, "
            "or do you need anything special? A short reply to this mail is enough.",
            "{if @HOTEL_PHONE}On the way you reach us at @HOTEL_PHONE.{end}",
            "Have a good journey!<br>Your team at @HOTEL",
        ),
        BOOKED,
    ),
    Kind.ARRIVAL: Text(
        "Welcome to @HOTEL",
        html(
            GREETING,
            "Today is the day: welcome to @HOTEL! Your room is ready from @CHECK_IN_TIME, and the "
            "reception is expecting you.",
            "{if @ROOM}We have prepared room @ROOM for you.{end}",
            "Please have your identity document at hand when you check in. If you arrive earlier, "
            "we will gladly look after your luggage.",
            "Have a lovely stay<br>Your team at @HOTEL",
        ),
        BOOKED,
    ),
    Kind.DEPARTURE: Text(
        "Before you leave @HOTEL",
        html(
            GREETING,
            "Your stay with us ends today. Your room is yours until @CHECK_OUT_TIME, and we are "
            "happy to keep your luggage after that.",
            "{if @BALANCE}@BALANCE is still open on your bill. You can settle it at the "
            "reception at any time.{end}",
            "It was a pleasure to have you here. Have a safe journey home, and come back soon.",
            TEAM,
        ),
        BOOKED,
    ),
    Kind.POST_STAY: Text(
        "Thank you for your stay at @HOTEL",
        html(
            GREETING,
            "Thank you for staying with us. We hope you arrived home well and think back to "
            "your days at @HOTEL with pleasure.",
            "What did you like, and what should we do better? Your reply goes straight to the "
            "people who looked after you.",
            "We would be glad to welcome you again.",
            TEAM,
        ),
        "You get this mail because you agreed to hear from us.",
    ),
    Kind.INVOICE: Text(
        "Your invoice @INVOICE from @HOTEL",
        html(
            GREETING,
            "Attached you find invoice @INVOICE for @AMOUNT. Thank you for staying with us.",
            "{if @BALANCE}@BALANCE of it is still open.{end}",
            "If something on the invoice is not right, simply reply to this mail.",
            TEAM,
        ),
        BILLED,
    ),
    Kind.PAYMENT_LINK: Text(
        "Your invoice @INVOICE from @HOTEL: pay online",
        html(
            GREETING,
            "Attached you find invoice @INVOICE for @AMOUNT. With the button you can pay it "
            "safely online.",
            "{if @EXPIRES}The link works until @EXPIRES. If it has expired, the page offers you "
            "a new one.{end}",
            "If you have paid already, there is nothing left to do.",
            TEAM,
        ),
        BILLED,
        button="Pay now",
    ),
    Kind.RECEIPT: Text(
        "We have received your payment to @HOTEL",
        html(
            GREETING,
            "Thank you: we have received your payment of @AMOUNT{if @INVOICE} for invoice "
            "@INVOICE{end}.",
            "{if @BALANCE}@BALANCE is still open.{end}",
            "Please keep this mail as your receipt.",
            TEAM,
        ),
        BILLED,
    ),
    Kind.PAYMENT_NOTICE: Text(
        "Payment of @AMOUNT for invoice @INVOICE",
        html(
            "A payment of @AMOUNT for invoice @INVOICE has arrived online"
            "{if @SURNAME} from @NAME @SURNAME{end}.",
            "{if @ATTENTION}<b>Please look at it:</b> @ATTENTION{end}",
        ),
        INTERNAL,
        button="Open the invoice",
    ),
    Kind.PAYMENT_TROUBLE: Text(
        "Online payment of invoice @INVOICE: please look at it",
        html(
            "<b>@ATTENTION</b>",
            "It is about @AMOUNT for invoice @INVOICE{if @SURNAME} of @NAME @SURNAME{end}. "
            "Nothing was posted by itself.",
        ),
        INTERNAL,
        button="Open the payment",
    ),
    Kind.CLOSING_REPORT: Text(
        "Closing of @BUSINESS_DATE at @HOTEL",
        html(
            "Good morning,",
            "The business date @BUSINESS_DATE is closed. "
            "{if @REPORTS}The reports are attached: @REPORTS.{end}",
            "Have a good day.",
        ),
        INTERNAL,
        button="Open the reports",
    ),
    Kind.ACCOUNT_TEST: Text(
        "Test of the sender account @ACCOUNT",
        html(
            "This mail was sent to test the sender account @ACCOUNT of @HOTEL.",
            "It has arrived, so the account works.",
        ),
        INTERNAL,
        button="Open the accounts",
    ),
}
