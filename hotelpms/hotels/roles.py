"""The one table that says what a role may do."""

from hotelpms.hotels.enums import Right, Role

DESK = {
    Right.DESK_VIEW,
    Right.CARDEX_VIEW,
    Right.RESERVATIONS_VIEW,
    Right.INVOICING_VIEW,
    Right.MESSAGING_VIEW,
}

FRONT_DESK = DESK | {
    Right.CARDEX_EDIT,
    Right.CARDEX_CONSENT,
    Right.RESERVATIONS_BOOK,
    Right.RESERVATIONS_CHANGE,
    Right.RESERVATIONS_CANCEL,
    Right.RESERVATIONS_CHECK_IN,
    Right.RESERVATIONS_CHECK_OUT,
    Right.RESERVATIONS_TRACES,
    Right.INVOICING_POST,
    Right.INVOICING_PAY,
    Right.INVOICING_ISSUE,
    Right.INVOICING_SEND_LINK,
    Right.MESSAGING_SEND,
}

RESERVATIONS = DESK | {
    Right.CARDEX_EDIT,
    Right.CARDEX_CONSENT,
    Right.RESERVATIONS_BOOK,
    Right.RESERVATIONS_CHANGE,
    Right.RESERVATIONS_CANCEL,
    Right.RESERVATIONS_TRACES,
    Right.INVOICING_SEND_LINK,
    Right.MESSAGING_SEND,
}

CASHIER = DESK | {
    Right.RESERVATIONS_TRACES,
    Right.INVOICING_POST,
    Right.INVOICING_CORRECT,
    Right.INVOICING_PAY,
    Right.INVOICING_REFUND,
    Right.INVOICING_KEEP_DEPOSIT,
    Right.INVOICING_ISSUE,
    Right.INVOICING_SEND_LINK,
    Right.REPORTS_VIEW,
    Right.MESSAGING_SEND,
}

NIGHT_AUDITOR = FRONT_DESK | {
    Right.RESERVATIONS_UNDO_CHECK_OUT,
    Right.INVOICING_CORRECT,
    Right.INVOICING_KEEP_DEPOSIT,
    Right.CLOSING_CLOSE,
    Right.REPORTS_VIEW,
}

HOUSEKEEPING = {
    Right.DESK_VIEW,
    Right.RESERVATIONS_VIEW,
    Right.RESERVATIONS_ROOMS,
    Right.RESERVATIONS_TRACES,
}

MARKETING = {
    Right.DESK_VIEW,
    Right.CARDEX_VIEW,
    Right.CARDEX_EDIT,
    Right.CARDEX_CONSENT,
    Right.RESERVATIONS_VIEW,
    Right.RESERVATIONS_TRACES,
    Right.MESSAGING_VIEW,
    Right.MESSAGING_SEND,
    Right.MESSAGING_TEMPLATES,
    Right.CRM_VIEW,
    Right.CRM_SETUP,
}

ACCOUNTANT = {
    Right.DESK_VIEW,
    Right.CARDEX_VIEW,
    Right.RESERVATIONS_VIEW,
    Right.INVOICING_VIEW,
    Right.INVOICING_CORRECT,
    Right.INVOICING_REFUND,
    Right.INVOICING_KEEP_DEPOSIT,
    Right.INVOICING_ISSUE,
    Right.INVOICING_CREDIT_NOTE,
    Right.INVOICING_SEND_LINK,
    Right.REPORTS_VIEW,
}

MANAGER = (
    FRONT_DESK
    | CASHIER
    | NIGHT_AUDITOR
    | HOUSEKEEPING
    | MARKETING
    | ACCOUNTANT
    | {
        Right.RESERVATIONS_OVERRIDE_PRICE,
        Right.RESERVATIONS_OVERRIDE_DIRTY,
        Right.RESERVATIONS_SETUP,
        Right.RESERVATIONS_RATES,
        Right.INVOICING_SETUP,
        Right.LISTS_SHARE,
        Right.HOTELS_CHANGE,
        Right.HOTELS_PEOPLE,
    }
)

CLIENT_ADMIN = MANAGER | {Right.MESSAGING_ACCOUNTS, Right.HOTELS_SETUP}

RIGHTS_OF: dict[str, frozenset[Right]] = {
    Role.FRONT_DESK: frozenset(FRONT_DESK),
    Role.RESERVATIONS: frozenset(RESERVATIONS),
    Role.CASHIER: frozenset(CASHIER),
    Role.NIGHT_AUDITOR: frozenset(NIGHT_AUDITOR),
    Role.HOUSEKEEPING: frozenset(HOUSEKEEPING),
    Role.MARKETING: frozenset(MARKETING),
    Role.ACCOUNTANT: frozenset(ACCOUNTANT),
    Role.MANAGER: frozenset(MANAGER),
    Role.CLIENT_ADMIN: frozenset(CLIENT_ADMIN),
}


def roles_with(right: Right) -> list[str]:
    """Return the roles that hold this right."""
    return [role for role, rights in RIGHTS_OF.items() if right in rights]
