"""An agent as the archive that Dialogflow ES exports, imports and restores: a zip of JSON files.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent/export; the files as
Dialogflow writes them: ``agent.json``, ``package.json``, ``intents/<name>.json`` and beside each
``<name>_usersays_<language>.json``, ``entities/<name>.json`` and ``<name>_entries_<language>.json``.
"""

from definition.dialogflow import archive_read, archive_write
from definition.dialogflow.agent import Agent
from definition.zipped import NOT_ZIPPED, unzipped, zipped


class NotAnArchiveError(ValueError):
    """The bytes are no export archive of an agent."""


def write_archive(agent: Agent) -> bytes:
    """Give an agent as its archive; the headers of its webhook are in it."""
    return zipped(sorted(archive_write.files(agent).items()))


def read_archive(archive: bytes) -> Agent:
    """Give the agent of an archive; raises ``NotAnArchiveError``."""
    try:
        return archive_read.agent(unzipped(archive))
    except (*NOT_ZIPPED, KeyError, TypeError, IndexError) as error:
        raise NotAnArchiveError(f"no archive of an agent: {error!r}") from error
