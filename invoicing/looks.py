from hotelpms.kit.web.looks import BAD, INFO, MUTE, OK, WARN, Look, register
from invoicing.enums import FolioState, InvoiceState, LinkState, ReceiptOutcome

register(
    "folio",
    {FolioState.OPEN: Look(INFO, "circle"), FolioState.CLOSED: Look(MUTE, "lock")},
    states=FolioState,
)
register(
    "invoice",
    {
        InvoiceState.UNPAID: Look(WARN, "circle"),
        InvoiceState.PART_PAID: Look(WARN, "circle-dashed"),
        InvoiceState.PAID: Look(OK, "check"),
        InvoiceState.CREDITED: Look(MUTE, "undo-2"),
        InvoiceState.CREDIT_NOTE: Look(MUTE, "undo-2"),
    },
    states=InvoiceState,
)
register(
    "payment_link",
    {
        LinkState.OPEN: Look(INFO, "circle"),
        LinkState.PAID: Look(OK, "check"),
        LinkState.HELD: Look(WARN, "triangle-alert"),
        LinkState.EXPIRED: Look(MUTE, "timer-off"),
        LinkState.REVOKED: Look(MUTE, "ban"),
    },
    states=LinkState,
)
register(
    "receipt",
    {
        ReceiptOutcome.APPLIED: Look(OK, "check"),
        ReceiptOutcome.NEEDS_ATTENTION: Look(WARN, "triangle-alert"),
        ReceiptOutcome.TAKEN_BACK: Look(BAD, "undo-2"),
        ReceiptOutcome.FAILED: Look(WARN, "circle-x"),
        ReceiptOutcome.IGNORED: Look(MUTE, "circle-slash"),
    },
    states=ReceiptOutcome,
)
