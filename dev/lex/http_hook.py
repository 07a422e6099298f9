"""Calls a bot's code hook over HTTP, for code that is tried on a machine without Lambda."""

import json
import logging
import urllib.request
from collections.abc import Mapping
from typing import Any

from dev.lex.errors import DependencyFailedError

log = logging.getLogger(__name__)

WITHIN_S = 30.0
"""So long does Lex wait for a function."""


class HttpHook:
    """See ``Hook``; the event is posted as JSON, and so is the answer."""

    def __init__(self, url: str, *, within_s: float = WITHIN_S) -> None:
        self._url, self._within_s = url, within_s
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __call__(self, event: Mapping[str, Any]) -> object:
        """See ``Hook``."""
        call = urllib.request.Request(  # noqa: S310 (the person's own address; serve_bot takes http(s) alone)
            self._url, data=json.dumps(event).encode(), headers={"Content-Type": "application/json"}
        )
        try:
            with self._opener.open(call, timeout=self._within_s) as answer:
                content: object = json.loads(answer.read())
        except (OSError, ValueError) as error:
            log.warning("hook failed", extra={"url": self._url, "error": str(error)})
            raise DependencyFailedError(f"the hook {self._url} gave no answer: {error}") from error
        return content
