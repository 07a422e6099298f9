"""Makes a bot of sample utterances alone, as its definition's file says it."""

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from definition.bot import Bot
from definition.read import read_bot

# Lex takes no other signs than these in a sample utterance, and braces around slots.
_NO_SAMPLE = re.compile(r"[^\w\s'._{}-]")


def a_bot(
    samples: Mapping[str, Sequence[str]],
    *,
    language: str,
    slots: Mapping[str, Mapping[str, str]] | None = None,
) -> Bot:
    """Give a bot with an intent for each name, and its slots' types; it says nothing but that it is done."""
    words = {
        intent: {"utterances": sorted({_NO_SAMPLE.sub(" ", one) for one in said}), "closing": "Done."}
        for intent, said in samples.items()
    }
    definition = {
        "name": "measured",
        "description": "Made to be measured.",
        "intents": {intent: {"slots": _optional((slots or {}).get(intent, {}))} for intent in samples},
        "locales": {language: {"fallback": "Sorry?", "intents": words}},
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "measured" / "bot.yaml"
        file.parent.mkdir()
        file.write_text(json.dumps(definition), encoding="utf-8")  # JSON is YAML
        return read_bot(file)


def _optional(slots: Mapping[str, str]) -> Mapping[str, object]:
    return {name: {"type": kind, "required": False} for name, kind in slots.items()}
