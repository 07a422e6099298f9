"""When two phrases are the same: without regard to case, accents and punctuation."""

import unicodedata

_WITHIN_WORDS = "'\u2019"


def folded(phrase: str) -> str:
    """Give a phrase as it is compared: ``¿Qué tal?`` as ``que tal``; nothing where it has no words."""
    apart = unicodedata.normalize("NFKD", phrase.casefold())
    plain = "".join(one for one in apart if not unicodedata.combining(one) and one not in _WITHIN_WORDS)
    return " ".join("".join(one if one.isalnum() else " " for one in plain).split())
