"""What understanding a turn costs at 2,000 utterances: `python -m bench.understanding.turn`.

Utterances are made of words that are made up, as many as an ordinary bot's; a turn is a text of ten of them,
half of which no sample has. Every fourth intent has slots, so that values are looked for, too.
"""

import platform
import random
import sys
from datetime import date
from statistics import median, quantiles
from time import perf_counter

from bench.understanding.bots import a_bot
from definition.bot import Bot
from dev.understanding.grammars import grammar
from dev.understanding.heard import Context, Understanding
from dev.understanding.templates import TemplateUnderstanding

_INTENTS, _EACH = 40, 50
_TURNS = 300
_LANGUAGE = "en-US"
_SLOTS = {"City": "AMAZON.City", "Day": "AMAZON.Date", "Stay": "AMAZON.Duration"}
_VALUES = ("Lisbon", "next Friday", "three nights")


def main() -> int:
    """Measure, and print the figures with the machine."""
    chance = random.Random(1)  # noqa: S311 (no secret; the same words in every run)
    words = ["".join(chance.choices("aeioubcdfglmnprst", k=6)) for _ in range(1500)]
    bot = _bot(words, chance)
    started = perf_counter()
    understanding = TemplateUnderstanding(bot=bot, locale=bot.locales[_LANGUAGE], grammar=grammar(_LANGUAGE))
    learned_s = perf_counter() - started
    texts = [f"{' '.join(chance.sample(words, 6))} in {' '.join(_VALUES)}" for _ in range(_TURNS)]
    taken = sorted(_turn_ms(understanding, text) for text in texts)
    print(  # noqa: T201 (the console is this program's way to speak)
        f"{_INTENTS * _EACH} utterances, {_INTENTS} intents: learned in {learned_s:.2f} s; "
        f"a turn takes {median(taken):.1f} ms (p95 {quantiles(taken, n=20)[-1]:.1f} ms) "
        f"on {platform.machine()}, Python {platform.python_version()}"
    )
    return 0


def _bot(words: list[str], chance: random.Random) -> Bot:
    samples, slots = {}, {}
    for number in range(_INTENTS):
        own = chance.sample(words, 12)
        name = "Intent" + chr(ord("A") + number // 26) + chr(ord("A") + number % 26)
        said = {" ".join([*chance.sample(own, 4), *chance.sample(words, 2)]) for _ in range(_EACH)}
        slots[name] = _SLOTS if number % 4 == 0 else {}
        samples[name] = [f"{one} in {{City}} {{Day}}" if slots[name] else one for one in said]
    return a_bot(samples, language=_LANGUAGE, slots=slots)


def _turn_ms(understanding: Understanding, text: str) -> float:
    started = perf_counter()
    understanding.understand(text, context=Context(today=date(2027, 3, 3), slots={}))
    return (perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
