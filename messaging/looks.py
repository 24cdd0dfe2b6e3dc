from hotelpms.kit.web.looks import BAD, INFO, MUTE, OK, PLUM, WARN, Look, register
from messaging.enums import MessageState

register(
    "message",
    {
        MessageState.QUEUED: Look(INFO, "clock"),
        MessageState.SENDING: Look(INFO, "send"),
        MessageState.SENT: Look(OK, "check"),
        MessageState.DEFERRED: Look(WARN, "clock-alert"),
        MessageState.FAILED: Look(BAD, "circle-x"),
        MessageState.WITHHELD: Look(PLUM, "hand"),
        MessageState.CANCELLED: Look(MUTE, "ban"),
        MessageState.EXPIRED: Look(MUTE, "timer-off"),
        MessageState.STUCK: Look(WARN, "circle-question-mark"),
    },
    states=MessageState,
)
