"""The one table that says what a role may do.

The apps own the constants (permissions.py of each); this floor lies below them, so the
table spells the strings. A test holds both lists against each other.
"""

from hotelpms.hotels.enums import Role

DESK = {"desk.view", "cardex.view", "reservations.view", "invoicing.view", "messaging.view"}

FRONT_DESK = DESK | {
    "cardex.edit",
    "cardex.consent",
    "reservations.book",
    "reservations.change",
    "reservations.cancel",
    "reservations.check_in",
    "reservations.check_out",
    "reservations.traces",
    "invoicing.post",
    "invoicing.pay",
    "invoicing.issue",
    "invoicing.send_link",
    "messaging.send",
}

RESERVATIONS = DESK | {
    "cardex.edit",
    "cardex.consent",
    "reservations.book",
    "reservations.change",
    "reservations.cancel",
    "reservations.traces",
    "invoicing.send_link",
    "messaging.send",
}

CASHIER = DESK | {
    "reservations.traces",
    "invoicing.post",
    "invoicing.correct",
    "invoicing.pay",
    "invoicing.refund",
    "invoicing.issue",
    "invoicing.send_link",
    "reports.view",
    "messaging.send",
}

NIGHT_AUDITOR = FRONT_DESK | {"invoicing.correct", "closing.close", "reports.view"}

HOUSEKEEPING = {"desk.view", "reservations.view", "reservations.rooms", "reservations.traces"}

MARKETING = {
    "desk.view",
    "cardex.view",
    "cardex.edit",
    "cardex.consent",
    "cardex.export",
    "reservations.view",
    "reservations.traces",
    "messaging.view",
    "messaging.send",
    "messaging.send_many",
    "messaging.templates",
    "crm.view",
    "crm.setup",
}

ACCOUNTANT = {
    "desk.view",
    "cardex.view",
    "reservations.view",
    "invoicing.view",
    "invoicing.correct",
    "invoicing.refund",
    "invoicing.issue",
    "invoicing.credit_note",
    "invoicing.send_link",
    "reports.view",
}

MANAGER = (
    FRONT_DESK
    | CASHIER
    | NIGHT_AUDITOR
    | HOUSEKEEPING
    | MARKETING
    | ACCOUNTANT
    | {"reservations.override_price", "reservations.override_dirty", "lists.share"}
)

CLIENT_ADMIN = MANAGER | {"messaging.accounts", "hotels.setup"}

RIGHTS_OF: dict[str, frozenset[str]] = {
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

RIGHTS: frozenset[str] = RIGHTS_OF[Role.CLIENT_ADMIN]


def roles_with(right: str) -> list[str]:
    """Return the roles that hold this right."""
    return [role for role, rights in RIGHTS_OF.items() if right in rights]
