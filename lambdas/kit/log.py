"""Logs as JSON lines, one an event, to standard error."""

import json
import logging
from datetime import UTC, datetime
from typing import Final

STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A record as one JSON object: time, level, logger, message, and whatever ``extra`` named."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; an exception's traceback becomes a member."""
        members: dict[str, object] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        members |= {name: value for name, value in vars(record).items() if name not in STANDARD}
        if record.exc_info:
            members["exception"] = self.formatException(record.exc_info)
        return json.dumps(members, default=str)


def log_json(level: int = logging.INFO) -> None:
    """Let every logger speak from this level on, in JSON lines where the runtime brings no handler."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler])
    logging.getLogger().setLevel(level)
    logging.getLogger("botocore").setLevel(logging.WARNING)
    # Its warnings name the whole address of a call, in which a token may stand.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
