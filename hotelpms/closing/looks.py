from hotelpms.closing.enums import ClosingState
from hotelpms.kit.web.looks import BAD, INFO, OK, WARN, Look, register

register(
    "closing",
    {
        ClosingState.RUNNING: Look(INFO, "loader"),
        ClosingState.BLOCKED: Look(WARN, "hand"),
        ClosingState.FAILED: Look(BAD, "circle-x"),
        ClosingState.ROLLED: Look(INFO, "moon"),
        ClosingState.DONE: Look(OK, "check"),
    },
    states=ClosingState,
)
