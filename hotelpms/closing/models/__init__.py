from hotelpms.closing.models.closing import (
    ClosingReport,
    ClosingStep,
    NightClosing,
    ReportSubscription,
)

__all__ = ["ClosingReport", "ClosingStep", "NightClosing", "ReportSubscription"]
