"""The installations of a stage by its file alone, as its Lambdas are told of them."""

from collections.abc import Mapping

from cli.not_installed import NotInstalledError
from cli.state import ROOT
from definition.read import read_bot
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import Installation, read_installations
from stacks.configured import installations
from stacks.read_stage import read_stage


def configured(stage_name: str) -> Mapping[InstallationId, Installation]:
    """Every installation of a stage's file; raises ``StageError`` or ``BadDefinitionError``."""
    stage = read_stage(ROOT, stage_name)
    definitions = {bot: read_bot(ROOT / "bots" / bot / "bot.yaml") for bot in stage.bots}
    return read_installations(installations(stage.installations.values(), definitions))


def one_of(
    found: Mapping[InstallationId, Installation], *, channel: str, name: str | None = None
) -> Installation:
    """The named one, or the first of a channel; raises ``NotInstalledError``."""
    for each in found.values():
        if each.channel == channel and name in (None, each.id):
            return each
    called = f" called {name}" if name else ""
    raise NotInstalledError(
        f"the stage's file has no installation of {channel}{called}; write one there, or name another --stage"
    )
