"""Units of time in English, as people spell them."""

_SAID = {
    "minute": "minute minutes min mins",
    "hour": "hour hours hr hrs",
    "day": "day days",
    "night": "night nights nite nites nigth nigths nihgt nihgts",
    "week": "week weeks wk wks",
    "fortnight": "fortnight fortnights",
    "month": "month months",
    "year": "year years yr yrs",
}
UNITS = {word: unit for unit, words in _SAID.items() for word in words.split()}
UNITS |= {f"{unit}'s": unit for unit in _SAID} | {f"{unit}s'": unit for unit in _SAID}
