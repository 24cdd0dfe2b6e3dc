"""Logs name events and ids; people and secrets are taken out before a line is written.

JSON lines in production, plain ones elsewhere. Health checks are not logged.
"""

import logging
import logging.config
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

# Guest links carry their secret in the path; whatever is that long there is one.
SECRET_IN_PATH = re.compile(r"(?<=/)[A-Za-z0-9_\-:.=]{20,}")
GUEST_PATH = re.compile(r"(/g/[a-z]+/)[A-Za-z0-9_\-:.=]{20,}(?:\?\S*)?")
PERSONAL = frozenset(
    {"ip", "user_agent", "referer", "email", "phone", "password", "token", "name", "surname"}
)
# These log every run of the sweep, or of printing, at length.
TALKATIVE = ("axes", "celery.app.trace", "celery.worker.strategy", "fontTools", "weasyprint")
QUIET_PATHS = ("/healthz", "/readyz")


def drop_health_checks(_logger: Any, _method: str, event: EventDict) -> EventDict:
    if any(path in str(event.get("request", "")) for path in QUIET_PATHS):
        raise structlog.DropEvent
    return event


def without_personal_data(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Remove personal fields, query strings and the secrets of guest links."""
    cleaned = {key: value for key, value in event.items() if key not in PERSONAL}
    if isinstance(cleaned.get("request"), str):
        path = cleaned["request"].partition("?")[0]
        cleaned["request"] = SECRET_IN_PATH.sub("...", path)
    if str(cleaned.get("logger", "")).startswith("django"):  # "Not Found: /g/pay/..."
        cleaned["event"] = SECRET_IN_PATH.sub("...", str(cleaned.get("event", "")))
    return cleaned


BEFORE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    drop_health_checks,
    without_personal_data,
]


def logging_config(*, level: str, as_json: bool) -> dict[str, Any]:
    """Configure structlog and the standard library alike; returns what was configured."""
    last: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    config: dict[str, Any] = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "event": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": BEFORE,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    last,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "event"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {name: {"level": "WARNING"} for name in TALKATIVE},
    }
    logging.config.dictConfig(config)
    structlog.configure(
        processors=[*BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return config
