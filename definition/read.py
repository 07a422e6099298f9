"""Reads a bot's definition from its file; the way in to this package."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from definition.bot import Bot
from definition.bot_shape import BOT
from definition.build import build
from definition.fault import BadDefinitionError, Fault, Place
from definition.rules import rule_faults
from definition.shape import Shape, plain
from definition.shape_faults import faults
from definition.source import Source, places, texts, tree


def read_source(file: Path, shape: Shape) -> Source:
    """Read a YAML file of a known shape; its root must be a record.

    Raises ``BadDefinitionError`` with all faults of its shape, and OSError where there is no such file.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadDefinitionError([_encoding_fault(file, error)]) from error
    root = tree(text, file=str(file))
    found = list(faults(root, shape, file=str(file)))
    if found:
        raise BadDefinitionError(found)
    content = cast("dict[str, Any]", plain(root, shape))
    return Source(file=str(file), content=content, places=dict(places(root)), texts=dict(texts(root)))


def _encoding_fault(file: Path, error: UnicodeDecodeError) -> Fault:
    line = error.object[: error.start].count(b"\n") + 1
    place = Place(line=line, column=1)
    return Fault(file=str(file), place=place, problem="not UTF-8 text", advice="save the file as UTF-8")


def read_bot(file: Path) -> Bot:
    """Read and check a definition; one at ``bots/<name>/bot.yaml`` is found by its name, so bears that.

    Raises ``BadDefinitionError`` with all faults, and OSError where there is no such file.
    """
    source = read_source(file, BOT)
    bot = build(source.content)
    found = list(rule_faults(bot, source))
    found += _name_faults(bot, source, file=file.resolve())
    if found:
        raise BadDefinitionError(found)
    return bot


def _name_faults(bot: Bot, source: Source, *, file: Path) -> Iterator[Fault]:
    *_, home, folder, name = file.parts
    if (home, name) == ("bots", "bot.yaml") and bot.name != folder:
        yield source.fault(("name",), f'the bot "{bot.name}" lies in "{folder}"', "name both alike")
