"""The behaviours that docs/dialogflow.md lists: what we expect, and what to change where it differs."""

from typing import Final

from cli.doctor.finding import Behaviour

RESTORES: Final = "Dialogflow restores the archive"
WEBHOOK: Final = "the webhook is called and answers in every language"
GIVEN: Final = "contexts given with a reset are active for that turn"
BARE: Final = "a bare value is the answer to what was asked"
PHRASES: Final = "a training phrase may stand in two intents that a context parts"
ONE_TURN: Final = "a context with a lifespan of 1 lasts one turn"
COUNTED: Final = "a context that has counted down is not shown"
ORIGINALS: Final = "the words that a value was said in stand in a context"
FAILS: Final = "webhookStatus tells of a webhook that fails"
TOO_LATE: Final = "webhookStatus tells of a webhook that is too late"
REGION: Final = "a region has what global has"
TRUST: Final = "the trust in the role's name works"

ON_ANY_AGENT: Final = (WEBHOOK, GIVEN, BARE)
"""What is tried on the agents of a stage, too."""

DIALOGFLOW: Final = (
    Behaviour(
        name=RESTORES,
        expected="an archive as we write it is restored and trained, and the same agent is exported",
        change="definition/dialogflow/archive_write.py: how the part that is named is written",
    ),
    Behaviour(
        name=WEBHOOK,
        expected="what the definition alone answers comes from the webhook, word for word",
        change="parley doctor --stage says where the agent's webhook leads; else the log of fulfilment",
    ),
    Behaviour(
        name=GIVEN,
        expected="a context that comes with a request is active in that very request, and only there",
        change="lambdas/engines/dialogflow: put contexts back by a call of their own before the turn",
    ),
    Behaviour(
        name=BARE,
        expected="the intent whose input context is active takes the value",
        change="definition/dialogflow/phrases.py: more ways to say an answer",
    ),
    Behaviour(
        name=PHRASES,
        expected="the same words are an answer in the context, and begin the intent without it",
        change="definition/dialogflow/phrases.py: leave the utterances out of the intents for answers",
    ),
    Behaviour(
        name=ONE_TURN,
        expected="a context that a webhook sets with a lifespan of 1 is active for exactly the next turn",
        change="lambdas/fulfilment/dialogflow_webhook.py: the lifespans of contexts; dev/dialogflow with it",
    ),
    Behaviour(
        name=COUNTED,
        expected="a context whose turns are over is not among the output contexts",
        change="nothing breaks; let dev/dialogflow/contexts.py show it as Dialogflow does",
    ),
    Behaviour(
        name=ORIGINALS,
        expected="some output context holds the words, as City.original",
        change="lambdas/fulfilment/dialogflow_webhook.py: where the person's own words are looked for",
    ),
    Behaviour(
        name=FAILS,
        expected="webhookStatus has a code other than 0 when the webhook refuses",
        change="lambdas/engines/dialogflow: by what else a turn without its webhook is known",
    ),
    Behaviour(
        name=TOO_LATE,
        expected="webhookStatus has a code other than 0 when the webhook does not answer in five seconds",
        change="lambdas/engines/dialogflow: by what else a turn without its webhook is known",
    ),
    Behaviour(
        name=REGION,
        expected="all of the above holds for an agent in a region",
        change="docs/dialogflow.md: the places that an agent may be in",
    ),
    Behaviour(
        name=TRUST,
        expected="response gets a token by its role alone",
        change="docs/dialogflow.md: the condition and the binding of the pool",
    ),
)
