"""An agent as the archive that Dialogflow ES exports, imports and restores: a zip of JSON files.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent/export; the files as
Dialogflow writes them: ``agent.json``, ``package.json``, ``intents/<name>.json`` and beside each
``<name>_usersays_<language>.json``, ``entities/<name>.json`` and ``<name>_entries_<language>.json``.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from definition.dialogflow import archive_read, archive_write
from definition.dialogflow.agent import Agent

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can have: the same agent gives the same bytes


class NotAnArchiveError(ValueError):
    """The bytes are no export archive of an agent."""


def write_archive(agent: Agent) -> bytes:
    """Give an agent as its archive; the headers of its webhook are in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in sorted(archive_write.files(agent).items()):
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, json.dumps(content, indent=2, ensure_ascii=False).encode())
    return written.getvalue()


def read_archive(archive: bytes) -> Agent:
    """Give the agent of an archive; raises ``NotAnArchiveError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            files: Mapping[str, Any] = {
                name: json.loads(opened.read(name)) for name in opened.namelist() if name.endswith(".json")
            }
        return archive_read.agent(files)
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, IndexError) as error:
        raise NotAnArchiveError(f"no archive of an agent: {error!r}") from error
