"""Yes, no, and the words that say nothing by themselves."""

from collections.abc import Sequence

_SAYING_NOTHING = """
    a an the this that these those it its is are am be been was i i'm i'd i'll i've me my we us our
    you your of for in on at to from by with and or but so then as there here will would could
    may might shall should do does did have has had want need like get give let's let please kindly
    just also well oh um uh hmm now some any starting start beginning until till -
"""
FILLERS = frozenset(_SAYING_NOTHING.split())
_BESIDE_A_VERDICT = "please thanks thank you very much it is that's that the i am to me for"
_POLITE = frozenset(_BESIDE_A_VERDICT.split())
_YES_PHRASES = """
    yes; y; yeah; yep; yup; ya; sure; ok; okay; correct; right; confirm; confirmed; absolutely; definitely;
    certainly; perfect; fine; great; good; of course; go ahead; do; do so; book; sounds good; looks good;
    all right; alright; i do; agreed
"""
_NO_PHRASES = """
    no; n; nope; nah; not; no way; don't; do not; wrong; not correct; not right; incorrect; don't book;
    do not book; not now; rather not; i don't; decline; absolutely not; of course not
"""
# What opens a sentence that goes on: "hi, i need a room", "can you book …".
_OPENING_PHRASES = """
    hi; hi there; hello; hey; good morning; good afternoon; good evening; ok; okay; well; please; thanks; yes;
    no; can you; can i; can we; could you; wait
"""
_OPENINGS = frozenset(phrase.strip() for phrase in _OPENING_PHRASES.split(";"))
_LONGEST_OPENING = 2  # words
_YES = frozenset(phrase.strip() for phrase in _YES_PHRASES.split(";"))
_NO = frozenset(phrase.strip() for phrase in _NO_PHRASES.split(";"))


def verdict(folded: Sequence[str]) -> bool | None:
    """Give whether the folded words of a text are a plain yes (true) or no (false), and nothing more."""
    said = [word for word in folded if word not in _POLITE]
    if _made_of(said, _NO):
        return False
    return True if _made_of(said, _YES) else None


def opening(folded: Sequence[str]) -> int:
    """Give how many words a text opens with that leave its meaning to the rest."""
    taken = 0
    for length in range(_LONGEST_OPENING, 0, -1):
        if " ".join(folded[:length]) in _OPENINGS and len(folded) > length:
            taken = length + opening(folded[length:])
            break
    return taken


def _made_of(said: Sequence[str], phrases: frozenset[str]) -> bool:
    """Tell whether words are one or more of the phrases, one after another."""
    if not said:
        return False
    ends = [0]
    for at in range(1, len(said) + 1):
        if any(" ".join(said[end:at]) in phrases for end in ends):
            ends.append(at)
    return len(said) in ends
