from hotelpms.desk.models.pulse import Pulse

__all__ = ["Pulse"]
