"""How often intents are right, through the Lex V2 wire: `python -m bench.understanding.corpus FILE`.

The file is JSON: {"language": "en-US", "samples": {intent: [utterance…]}, "in_scope": {intent: [text…]},
"out_of_scope": [text…]}. A bot is made of the samples; every text is said to it in a session of its own.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.understanding.bots import a_bot
from bench.understanding.served import served_bot

_LOSSES = (0.03, 0.05, 0.10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What a bot is made of, and what is said to it."""

    language: str
    samples: Mapping[str, Sequence[str]]
    in_scope: Mapping[str, Sequence[str]]
    out_of_scope: Sequence[str]


def read(file: Path) -> Corpus:
    """Read a corpus; raises OSError, ValueError or KeyError where it is none."""
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Corpus(
        language=content.get("language", "en-US"),
        samples={_name(intent): said for intent, said in content["samples"].items()},
        in_scope={_name(intent): said for intent, said in content["in_scope"].items()},
        out_of_scope=content["out_of_scope"],
    )


def report(corpus: Corpus) -> str:
    """Say everything to a bot that is made of the samples; give the figures as lines.

    The bot is told to be content with any confidence, so that what another threshold does is seen as well.
    """
    bot = a_bot(corpus.samples, language=corpus.language)
    texts = [(text, intent) for intent, said in corpus.in_scope.items() for text in said]
    with served_bot(replace(bot, confidence=0.0), language=corpus.language) as say:
        heard = [(say(text), intent) for text, intent in texts]
        others = [say(text).confidence for text in corpus.out_of_scope]
    sure = [one.confidence for one, _ in heard]
    return "\n".join(
        [
            f"{len(corpus.samples)} intents, {len(sure)} texts in scope, {len(others)} out of scope",
            f"the right intent came first for {_share([one.intent == intent for one, intent in heard])}",
            _at(bot.confidence, sure, others),
            *(_at(sorted(sure)[int(loss * len(sure))], sure, others) for loss in _LOSSES),
        ]
    )


def _at(threshold: float, sure: Sequence[float], others: Sequence[float]) -> str:
    """Give what is rejected below a threshold."""
    lost, rejected = (_share([one < threshold for one in those]) for those in (sure, others))
    return f"rejected below {threshold:.3f}: {lost} in scope, {rejected} out of scope"


def _share(those: Sequence[bool]) -> str:
    return f"{sum(those) / len(those):.3f}"


def _name(intent: str) -> str:
    return "".join(part.capitalize() for part in intent.replace("_", " ").split())


def main() -> int:
    """Read the file that is named, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.understanding.corpus")
    parser.add_argument("file", type=Path, help="a corpus as JSON; see the module")
    print(report(read(parser.parse_args().file)))  # noqa: T201 (the console is this program's way to speak)
    return 0


if __name__ == "__main__":
    sys.exit(main())
