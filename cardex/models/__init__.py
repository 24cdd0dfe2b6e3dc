from cardex.models.consent import ConsentEvent, ConsentState, Suppression
from cardex.models.profile import Profile

__all__ = ["ConsentEvent", "ConsentState", "Profile", "Suppression"]
