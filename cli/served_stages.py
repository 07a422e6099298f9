"""What the stages that serve a bot lack of what it requires."""

from collections.abc import Iterator
from pathlib import Path

from definition.bot import Bot
from stacks.read_stage import read_stage
from stacks.required import check_accounts
from stacks.stage import Stage
from stacks.stage_file import StageError


def lacks(bot: Bot, root: Path) -> Iterator[str]:
    """Give what to mend in each stage file that names the bot."""
    for stage in _stages(root):
        if bot.name not in stage.bots:
            continue
        try:
            check_accounts(stage, {bot.name: bot})
        except StageError as error:
            yield str(error)


def _stages(root: Path) -> Iterator[Stage]:
    """Give the stages that can be read; `parley doctor` tells what is wrong with others."""
    for file in sorted((root / "stages").glob("*.yaml")):
        try:
            yield read_stage(root, file.stem)
        except StageError:
            continue
