from cardex.enums import ConsentAct
from hotelpms.kit.web.looks import BAD, OK, Look, register

register(
    "consent",
    {ConsentAct.GRANTED: Look(OK, "check"), ConsentAct.WITHDRAWN: Look(BAD, "ban")},
    states=ConsentAct,
)
