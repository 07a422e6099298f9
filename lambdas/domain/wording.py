"""What a bot says: templates by bot, locale and intent, each with a name.

``{"travel": {"en-US": {"BookHotel": {"booked": "Your booking number is {Number}."}}}}``
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from lambdas.domain.ids import BotId


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a bot says for one intent in one locale."""

    templates: Mapping[str, str]

    def say(self, name: str, **values: str | int) -> str:
        """A named template with its ``{Placeholders}`` filled; raises LookupError where there is none."""
        return self.templates[name].format_map(values)

    def count(self, name: str, number: int) -> str:
        """A number with its noun: ``nights_one`` says one night, ``nights_other`` any other number.

        A language that makes no difference has only ``nights_other``.
        Source: https://cldr.unicode.org/index/cldr-spec/plural-rules
        """
        plural = "one" if number == 1 and f"{name}_one" in self.templates else "other"
        return self.say(f"{name}_{plural}", Number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What all bots say."""

    by_bot: Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]

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
    """The texts of the JSON above; raises ValueError where it is none."""
    return Texts(by_bot=json.loads(text))
