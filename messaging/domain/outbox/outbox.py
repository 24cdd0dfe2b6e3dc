"""The door of the outbox for the other apps: what they may ask of it, in one place."""

from messaging.domain.outbox.corrections import cancel, resend, settle_stuck
from messaging.domain.outbox.queueing import (
    CANCELLED_KEY,
    Letter,
    cancel_about,
    known,
    message_id_for,
    queue,
    queue_many,
    restate,
)

__all__ = [
    "CANCELLED_KEY",
    "Letter",
    "cancel",
    "cancel_about",
    "known",
    "message_id_for",
    "queue",
    "queue_many",
    "resend",
    "restate",
    "settle_stuck",
]
