from hotelpms.opening.models.skipped_step import SkippedStep

__all__ = ["SkippedStep"]
