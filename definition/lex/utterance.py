"""Sample utterances as Lex takes them: words and ``{Slot}``s, without the marks of a sentence.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/sample-utterances.html (``{Slot}``s). Which marks Lex
takes is not documented; these are what its predecessor took: full stops in abbreviations, apostrophes,
hyphens and underscores. Other marks of a sentence mean nothing to a model and are left out.
"""

import re
import unicodedata

from definition.placeholder import PLACEHOLDER

# Curly apostrophes, and every other dash.
_STRAIGHT = str.maketrans("\u2018\u2019\u2010\u2011\u2012\u2013\u2014", "''-----")
_SENTENCE = re.compile(r"[,;:!?¿¡…\"“”„«»()]|\.(?!\w)|(?<!\w)\.")
_SPOKEN = frozenset("LMN")  # letters, their marks, and digits
_JOINING = frozenset(" '-_.")
_ALONE = re.compile(r"\{[^{}]*\}('s)?")


def utterance(written: str) -> str:
    """Give a sample utterance as Lex takes it: ``What's on, please?`` as ``What's on please``."""
    return " ".join(_SENTENCE.sub(" ", written.translate(_STRAIGHT)).split())


def strange_characters(written: str) -> str:
    """Give what Lex may refuse in a sample utterance, each character once; nothing where all is well."""
    words = PLACEHOLDER.sub("", utterance(written))
    return "".join(dict.fromkeys(one for one in words if not _is_spoken(one) and one not in "{}"))


def joined_placeholder(written: str) -> str | None:
    """Give the first word that has a placeholder and something else in it, as ``{City}hotel``."""
    words = re.findall(r"(?:\{[^{}]*\}|\S)+", utterance(written))
    joined = (word for word in words if PLACEHOLDER.search(word) and not _ALONE.fullmatch(word))
    return next(joined, None)


def _is_spoken(character: str) -> bool:
    return character in _JOINING or unicodedata.category(character)[0] in _SPOKEN
