"""The behaviours that docs/lex.md lists: what we expect of Lex, and what to change where it differs."""

from typing import Final

from cli.doctor.finding import Behaviour

BUILDS: Final = "Lex builds the bot"
LOCALES: Final = "every locale is built and answers"
CLOSING: Final = "the closing response comes without fulfilment code"
VARIATIONS: Final = "a closing response is one of its variations"
CONTEXTS: Final = "a follow-up is understood only in its context"
FORGETS: Final = "a session that is deleted is forgotten"
PASSED: Final = "a slot that has a value is passed over, and its branches taken"
CONDITIONS: Final = "conditions are read as documented"
WORDLESS: Final = "a branch and a closing without words are taken"
SPEECH: Final = "a slot is filled in, and escaped, within SSML"
CARDS: Final = "a slot is filled in within the title of a card"
ONCE: Final = "one sentence with several slots calls the hook once"
FAILS: Final = "a hook that fails is DependencyFailedException"
MARKS: Final = "utterances may have the marks that we send"
MOVES: Final = "a dialog goes on when the alias moves"

ON_ANY_BOT: Final = (LOCALES, CLOSING, VARIATIONS, CONTEXTS, FORGETS)
"""What is tried on the bots of a stage, too."""

LEX: Final = (
    Behaviour(
        name=BUILDS,
        expected="an archive as we write it is imported and built in every locale",
        change="what Lex names: definition/lex for its form, definition/*_rules.py to refuse it before",
    ),
    Behaviour(
        name=LOCALES,
        expected="each locale answers something",
        change="build that locale in Lex, and enable it on the alias",
    ),
    Behaviour(
        name=CLOSING,
        expected="an intent without code says its closing response",
        change="let definition/lex/intents.py write a next step or a hook after the closing response",
    ),
    Behaviour(
        name=VARIATIONS,
        expected="said again, it is still one of the variations of the definition",
        change="definition/lex/messages.py: how variations are written",
    ),
    Behaviour(
        name=CONTEXTS,
        expected="a follow-up is understood after its intent and not before, in every locale",
        change="docs/lex.md: where contexts are ignored, follow-ups need words that mean nothing else",
    ),
    Behaviour(
        name=FORGETS,
        expected="a session is gone once it is deleted",
        change="lambdas/engines/lex: a dialog that begins anew must put an empty session",
    ),
    Behaviour(
        name=PASSED,
        expected="a slot that was said before is not asked for, and the branches of its capture are taken",
        change="definition/lex/steps.py: name the next slot that is empty; dev/lex/way.py with it",
    ),
    Behaviour(
        name=CONDITIONS,
        expected="fn.IS_SET, AND, NOT, a number and a duration without quotes are read as documented",
        change="definition/lex/condition.py: how this condition is written",
    ),
    Behaviour(
        name=WORDLESS,
        expected="a branch that says nothing is taken after a closing setting without a response",
        change="definition/lex/branches.py and intents.py: give such a branch an empty response",
    ),
    Behaviour(
        name=SPEECH,
        expected="{Slot} is filled in within SSML, & written as &amp;",
        change="definition/lex/messages.py: send the plain text where the words have a {Slot}",
    ),
    Behaviour(
        name=CARDS,
        expected="{Slot} is filled in within the title of a card",
        change="definition/lex/messages.py: give choices a title without a {Slot}",
    ),
    Behaviour(
        name=ONCE,
        expected="the hook is called once for a sentence that fills several slots",
        change="nothing breaks, each call has the same result; count them in the costs of docs/deploy.md",
    ),
    Behaviour(
        name=FAILS,
        expected="the caller gets DependencyFailedException",
        change="lambdas/engines/lex: take what comes instead for a failure that is tried again",
    ),
    Behaviour(
        name=MARKS,
        expected="apostrophes, hyphens, underscores and full stops within words are built and understood",
        change="definition/lex/utterance.py: leave out the mark that Lex names",
    ),
    Behaviour(
        name=MOVES,
        expected="an answer that comes after the move is taken for what was asked before it",
        change="docs/lex.md: deploy a new version when few people are in a dialog",
    ),
)
