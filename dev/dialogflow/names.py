"""Resource names: sessions and their contexts.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent.sessions/detectIntent
(environments, users and locations; a session's id has at most 36 characters)
"""

import re
from dataclasses import dataclass

from dev.dialogflow.errors import InvalidArgumentError

SESSION = r"projects/[^/]+(?:/locations/[^/]+)?/agent(?:/environments/[^/]+/users/[^/]+)?/sessions/[^/:]+"
_SESSION = re.compile(
    r"projects/(?P<project>[^/]+)(?P<location>/locations/[^/]+)?/agent"
    r"(?:/environments/[^/]+/users/[^/]+)?/sessions/(?P<id>[^/]+)"
)
_CONTEXT = re.compile(r"[a-z0-9_%-]{1,250}", re.IGNORECASE)
_LONGEST_ID = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionName:
    """A session; ``agent`` is the name that its intents stand below, ``projects/my-project/agent``."""

    whole: str
    project: str
    agent: str


def session_name(given: str) -> SessionName:
    """Read a session's name; raises ``InvalidArgumentError``."""
    found = _SESSION.fullmatch(given)
    if found is None:
        raise InvalidArgumentError(f"'{given}' is no name of a session")
    if len(found["id"]) > _LONGEST_ID:
        raise InvalidArgumentError(f"session id exceeds {_LONGEST_ID} characters")
    agent = f"projects/{found['project']}{found['location'] or ''}/agent"
    return SessionName(whole=given, project=found["project"], agent=agent)


def context_id(name: str, *, session: str) -> str:
    """Give a context's own name, in small letters; raises ``InvalidArgumentError``."""
    own = name.removeprefix(f"{session}/contexts/")
    if own == name or not _CONTEXT.fullmatch(own):
        raise InvalidArgumentError(f"'{name}' is no name of a context in session '{session}'")
    return own.lower()
