from hotelpms.kit.models.audit_entry import AuditEntry
from hotelpms.kit.models.document import Document
from hotelpms.kit.models.job_run import JobRun
from hotelpms.kit.models.leased import Leased
from hotelpms.kit.models.translated import Translated

__all__ = ["AuditEntry", "Document", "JobRun", "Leased", "Translated"]
