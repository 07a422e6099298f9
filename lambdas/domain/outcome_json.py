"""An outcome as JSON text, as results are kept.

``{"action":"close_fulfilled","parts":[{"kind":"text",…}],"slot":null,"attributes":{…}}``
"""

import json

from lambdas.domain.intent import Action, Outcome
from lambdas.domain.part_json import decode_part, encode_part


def encode_outcome(outcome: Outcome) -> str:
    """One line of JSON."""
    return json.dumps(
        {
            "action": outcome.action,
            "parts": [encode_part(part) for part in outcome.parts],
            "slot": outcome.slot,
            "attributes": dict(outcome.attributes),
        },
        separators=(",", ":"),
    )


def decode_outcome(text: str) -> Outcome:
    """See ``encode_outcome``; raises ValueError, KeyError or ``Refused`` where it is none of ours."""
    given = json.loads(text)
    return Outcome(
        action=Action(given["action"]),
        parts=tuple(decode_part(part) for part in given["parts"]),
        slot=given["slot"],
        attributes=given["attributes"],
    )
