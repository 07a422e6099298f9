"""Yes, no, and the words that say nothing by themselves."""

from dev.understanding.verdicts import AnswerWords
from dev.understanding.words import listed

_SAYING_NOTHING = """
    a an the this that these those it its is are am be been was i i'm i'd i'll i've me my we us our
    you your of for in on at to from by with and or but so then as there here will would could
    may might shall should do does did have has had want need like get give let's let please kindly
    we're we'd we'll we've you're you'd you'll it'll it'd that's that'd that'll there's there'd there'll
    here's they're they'd they'll
    just also well oh um uh hmm now some any starting until till -
"""
FILLERS = frozenset(_SAYING_NOTHING.split())
_BESIDE_A_VERDICT = "please thanks thank you very much it is that's that the i am to me for"
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
# What is said beside a value that is changed: "actually, make it Rome instead".
_CORRECTING = """
    actually instead rather sorry wait no not change changed changing mind switch make made meant mean
    said prefer go going decided decide think thinking correction
"""
# What is said beside a value that is told: "we are visiting Rome", "how about Rome".
_TELLING = """
    visit visiting travel traveling travelling fly flying arrive arriving come coming head heading stay
    staying somewhere anywhere place find look looking hope hoping plan planning thought try say saying how
    what about party total together around
"""
# What is said between a value and the one that is meant: "Paris, no, London", "Friday, I mean Saturday".
_REPAIRING = "no nope wait sorry actually rather oops correction mean meant scratch but"


ANSWERS = AnswerWords(
    yes=frozenset(listed(_YES_PHRASES)),
    no=frozenset(listed(_NO_PHRASES)),
    beside=frozenset(_BESIDE_A_VERDICT.split()),
    openings=frozenset(listed(_OPENING_PHRASES)),
    correcting=frozenset(_CORRECTING.split()),
    telling=frozenset(_TELLING.split()),
    repairing=frozenset(_REPAIRING.split()),
    refusing=frozenset({"not"}),
)
