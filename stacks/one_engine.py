"""A stage whose bots are all served alike, whatever its file says: ``-c engine=dialogflow``."""

from dataclasses import replace

from stacks.read_engines import ENGINES
from stacks.stage import DIALOGFLOW, LONGEST_TEXT, Stage
from stacks.stage_file import StageError


def served_by(stage: Stage, engine: str) -> Stage:
    """Give the stage as if every bot's line were ``engine: <engine>``.

    engine: one, or two with a comma between, of which the other is every bot's ``second``.
    Raises ``StageError`` for an unknown engine, or a bot that has not what an engine needs.
    """
    every = _engines(engine)
    for bot in stage.bots.values():
        if DIALOGFLOW in every and bot.agent is None:
            raise StageError(f"stages/{stage.name}.yaml: bots.{bot.name}.dialogflow is missing: write it")
    limit = min(LONGEST_TEXT[name] for name in every)
    return replace(
        stage,
        bots={name: replace(bot, every=every, locales={}) for name, bot in stage.bots.items()},
        installations={
            name: replace(one, text_limit=min(one.text_limit, limit))
            for name, one in stage.installations.items()
        },
    )


def _engines(written: str) -> tuple[str, ...]:
    every = tuple(written.split(","))
    if any(name not in ENGINES for name in every):
        raise StageError(f"-c engine={written} is no engine: write {' or '.join(ENGINES)}")
    if len(set(every)) < len(every):
        raise StageError(f"-c engine={written} names one twice: write {','.join(ENGINES)}, or one alone")
    return every
