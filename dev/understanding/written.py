"""Values that are written alike in every language: e-mail addresses, phone numbers, codes.

Sources: https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-email.html, -phone.html, -alphanumeric.html
"""

import re

from dev.understanding.words import Words

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_FEWEST, _MOST = 7, 15  # digits of a phone number; ITU E.164 has at most 15
_BETWEEN_DIGITS = frozenset(" -.()/\N{NO-BREAK SPACE}")
_COUNTED = re.compile(r"\d+[^\W\d_A-Z]+")  # 5pm, 3nights
_LEAST_CODE = 3  # letters and digits


def email_at(words: Words, start: int) -> tuple[str, int] | None:
    """Give the e-mail address that a word is, in small letters."""
    found = _EMAIL.fullmatch(words[start].written)
    return (found[0].lower(), 1) if found else None


def phone_at(words: Words, start: int) -> tuple[str, int] | None:
    """Give the phone number that begins at a word, as Lex: digits, after a plus where one was written."""
    digits, taken = "", 0
    for at in range(start, len(words)):
        written = words[at].written.strip()
        apart = at > start and not _BETWEEN_DIGITS.issuperset(words[at].before)
        if apart or not (written in {"-", "\N{EN DASH}"} or re.fullmatch(r"-?[\d.]+", written)):
            break
        digits += re.sub(r"\D", "", written)
        if len(digits) > _MOST:
            return None
        if words[at].written[-1].isdecimal():
            taken = at + 1 - start
    begins = words[start].written[0].isdecimal()
    plus = "+" if words[start].before.rstrip("( ").endswith("+") else ""
    return (plus + digits, taken) if begins and _FEWEST <= len(digits) <= _MOST else None


def code_at(words: Words, start: int) -> tuple[str, int] | None:
    """Give the code of letters and digits that begins at a word: AB12, BK-2041; as it is written."""
    taken = start + 1
    while taken < len(words) and words[taken].before == "" and not words[taken].written.isspace():
        taken += 1
    run = words[start:taken]
    code = "".join(word.written.strip() for word in run)
    mixed = any(letter.isdecimal() for letter in code) and any(letter.isalpha() for letter in code)
    mixed = mixed and not _COUNTED.fullmatch(code)
    long = len(code) >= _LEAST_CODE and len(run) > 1 and (start == 0 or words[start].before != "")
    plain = re.fullmatch(r"[^\W_]+(?:[-\N{EN DASH}][^\W_]+)*", code)
    return (code, len(run)) if mixed and long and plain else None
