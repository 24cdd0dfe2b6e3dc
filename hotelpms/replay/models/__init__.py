from hotelpms.replay.models.run import ReplayRun

__all__ = ["ReplayRun"]
