"""What a bot says: templates by bot, locale and intent, each with a name.

A template is a text with ``{Placeholders}``, or a list of reply parts as JSON in which they stand.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, TypeAlias

from lambdas.domain.ids import BotId
from lambdas.domain.part_json import decode_part
from lambdas.domain.reply import Part, Text

Template: TypeAlias = str | Sequence[Mapping[str, Any]]
Templates: TypeAlias = Mapping[str, Template]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a bot says for one intent in one locale."""

    templates: Templates

    def say(self, name: str, **values: str | int) -> str:
        """The words of a named template, filled; raises LookupError where there is none."""
        template = self.templates[name]
        words: str = template if isinstance(template, str) else template[0]["text"]
        return words.format_map(values)

    def parts(self, name: str, **values: str | int) -> Sequence[Part]:
        """A named template with all that stands beside its words, filled; raises LookupError as ``say``."""
        return filled_parts(self.templates[name], values)

    def count(self, name: str, number: int) -> str:
        """A number with its noun: ``nights_one`` says one night, ``nights_other`` any other number.

        A language that makes no difference has only ``nights_other``.
        Source: https://cldr.unicode.org/index/cldr-spec/plural-rules
        """
        plural = "one" if number == 1 and f"{name}_one" in self.templates else "other"
        return self.say(f"{name}_{plural}", Number=number)


def filled_parts(template: Template, values: Mapping[str, str | int]) -> Sequence[Part]:
    """The parts of a template, filled; what is put into a speech form is escaped."""
    if isinstance(template, str):
        return (Text(text=template.format_map(values)),)
    spoken = {name: escape(str(value)) for name, value in values.items()}
    return tuple(
        decode_part({key: _filled(of, spoken if key == "speech" else values) for key, of in one.items()})
        for one in template
    )


def _filled(given: Any, values: Mapping[str, str | int]) -> Any:  # noqa: ANN401 (any JSON of a part)
    match given:
        case str():
            return given.format_map(values)
        case list():
            return [_filled(each, values) for each in given]
        case dict():
            return {key: _filled(each, values) for key, each in given.items()}
        case _:
            return given


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What all bots say."""

    by_bot: Mapping[str, Mapping[str, Mapping[str, Templates]]]

    def of(self, *, bot: BotId, locale: str, intent: str) -> Wording:
        """The wording of one intent; raises LookupError where the definition has none."""
        try:
            return Wording(templates=self.by_bot[bot][locale][intent])
        except KeyError as error:
            raise LookupError(f"no texts for {bot}, {locale}, {intent}") from error

    def of_engine(self, *, bot: str, locale: str, intent: str) -> Wording:
        """The wording of one intent where only the engine's name of the bot is known.

        ``parley-test-travel`` is our ``travel``; a name like none of ours is any bot that has the intent.
        Raises LookupError where none has.
        """
        offered = [ours for ours, locales in self.by_bot.items() if intent in locales.get(locale, {})]
        if not offered:
            raise LookupError(f"no texts for any bot, {locale}, {intent}")
        nearest = max(offered, key=lambda ours: (bot.endswith(ours), len(ours)))
        return self.of(bot=BotId(nearest), locale=locale, intent=intent)


def read_texts(text: str) -> Texts:
    """The replies in the JSON of all bots, as ``definition.texts`` writes it; raises ValueError for none."""
    return Texts(
        by_bot={
            bot: {
                locale: {
                    intent: words["replies"]
                    for intent, words in spoken.get("intents", {}).items()
                    if "replies" in words
                }
                for locale, spoken in content["locales"].items()
            }
            for bot, content in json.loads(text).items()
        }
    )
