"""A stage whose bots are all served by one engine, whatever its file says: ``-c engine=dialogflow``."""

from dataclasses import replace

from stacks.read_engines import ENGINES
from stacks.stage import DIALOGFLOW, LONGEST_TEXT, Stage
from stacks.stage_file import StageError


def served_by(stage: Stage, engine: str) -> Stage:
    """Give the stage as if every bot's line were ``engine: <engine>``.

    Raises ``StageError`` for an unknown engine, or a bot that has not what the engine needs.
    """
    if engine not in ENGINES:
        raise StageError(f"-c engine={engine} is no engine: write {' or '.join(ENGINES)}")
    for bot in stage.bots.values():
        if engine == DIALOGFLOW and bot.agent is None:
            raise StageError(f"stages/{stage.name}.yaml: bots.{bot.name}.dialogflow is missing: write it")
    limit = LONGEST_TEXT[engine]
    return replace(
        stage,
        bots={name: replace(bot, every=(engine,), locales={}) for name, bot in stage.bots.items()},
        installations={
            name: replace(one, text_limit=min(one.text_limit, limit))
            for name, one in stage.installations.items()
        },
    )
