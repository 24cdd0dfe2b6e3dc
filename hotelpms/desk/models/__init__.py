from hotelpms.desk.models.notifications_seen import NotificationsSeen
from hotelpms.desk.models.pulse import Pulse

__all__ = ["NotificationsSeen", "Pulse"]
