"""Lets the double of Teams sign a call: it has the key in place of Microsoft's, and nobody else.

Its path: ``dev/teams/double.py``.
"""

import json
from dataclasses import replace
from typing import Final

from cli.channels.calls import Api
from cli.channels.port import MessengerError
from cli.deliveries.form import Captured
from cli.deliveries.signing import NotSignableError
from cli.installed import Installed

ONLY_MICROSOFT: Final = (
    "only Microsoft can sign what Teams sends to a bot in an account; leave out --to-platform: the call then "
    "runs through the code on this machine, signed with a key of its own"
)


def by_the_double(call: Captured, installed: Installed) -> Captured:
    """The call as if it came from the double: from its address, and signed; raises ``NotSignableError``."""
    if installed.endpoint is None:
        raise NotSignableError(ONLY_MICROSOFT)
    try:
        activity = json.loads(call.body)
        answer = Api(title="Teams", endpoint=installed.endpoint).call(
            "_dev/prove", what="for a proof", body=activity
        )
    except ValueError:
        raise NotSignableError("Teams signs nothing but JSON") from None
    except MessengerError as error:
        raise NotSignableError(str(error)) from error
    if "activity" not in answer.body:
        raise NotSignableError(f"Teams does not sign it: {answer.body.get('error', answer.status)}")
    headers = {**call.headers, "authorization": answer.body["headers"]["Authorization"]}
    return replace(call, body=json.dumps(answer.body["activity"]).encode(), headers=headers)
