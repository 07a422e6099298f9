"""Reads the platform's frames; docs/websocket.md tells them all."""

import json
from collections.abc import Mapping
from typing import Any


def read_frame(text: str) -> Mapping[str, Any]:
    """A frame; what is none, such as a failure of the gateway's own, is empty and says nothing."""
    try:
        frame = json.loads(text)
    except ValueError:
        return {}
    return frame if isinstance(frame, dict) and "type" in frame else {}
