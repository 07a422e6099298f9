"""What is mutated, in which group it counts, and which tests are the judges."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final

LEAST_PERCENT: Final = 85

CLAIM: Final = (
    "lambdas/flows/accept.py::*",
    "lambdas/flows/answer.py::_answered",
    "lambdas/flows/answer.py::_claim",
    "lambdas/request/later.py::*",
    "lambdas/stores/conversations/ceilings.py::*",
    "lambdas/stores/conversations/inbox.py::*",
    "lambdas/stores/conversations/store.py::DynamoConversations.claim",
    "lambdas/stores/conversations/store.py::DynamoConversations.release",
    "lambdas/stores/conversations/tables.py::*",
    "lambdas/stores/turn_queue.py::SqsTurnQueue.*",
    "lambdas/stores/turn_queue.py::_batches",
    "lambdas/stores/turn_queue.py::_entry",
)
QUARANTINE: Final = (
    "lambdas/flows/answer.py::_give_up",
    "lambdas/flows/answer.py::_is_waited_for",
    "lambdas/stores/conversations/answers.py::_given_up",
    "lambdas/stores/conversations/answers.py::quarantine",
    "lambdas/stores/conversations/store.py::DynamoConversations.quarantine",
)
SEND: Final = (
    "lambdas/flows/answer.py::_forgotten",
    "lambdas/flows/answer.py::_in_order",
    "lambdas/flows/answer.py::_try_again",
    "lambdas/flows/answer.py::answer",
    "lambdas/flows/deliver.py::*",
    "lambdas/flows/put_off.py::*",
    "lambdas/flows/resume.py::*",
    "lambdas/flows/send.py::*",
    "lambdas/flows/settle.py::*",
    "lambdas/response/batch.py::*",
    "lambdas/response/handler.py::*",
    "lambdas/stores/connections.py::*",
    "lambdas/stores/conversations/outbox.py::*",
    "lambdas/stores/conversations/store.py::DynamoConversations.leave_unsent",
    "lambdas/stores/conversations/store.py::DynamoConversations.mark",
    "lambdas/stores/conversations/store.py::DynamoConversations.unsent",
    "lambdas/stores/later.py::*",
    "lambdas/stores/pace.py::*",
    "lambdas/stores/transcript.py::*",
    "lambdas/stores/turn_queue.py::SqsRedelivery.*",
)
PERSIST: Final = (
    "lambdas/domain/awaited_json.py::*",
    "lambdas/domain/limits.py::*",
    "lambdas/domain/record.py::*",
    "lambdas/flows/answer.py::*",
    "lambdas/flows/compose.py::*",
    "lambdas/flows/digress.py::*",
    "lambdas/flows/rests.py::*",
    "lambdas/flows/route.py::*",
    "lambdas/flows/think.py::*",
    "lambdas/kit/dynamo.py::*",
    "lambdas/stores/conversations/answers.py::*",
    "lambdas/stores/conversations/rows.py::*",
    "lambdas/stores/conversations/store.py::*",
)
VERIFICATION: Final = (
    "lambdas/channels/messenger/inbound.py::*",
    "lambdas/channels/slack/inbound.py::*",
    "lambdas/channels/slack/verify.py::*",
    "lambdas/channels/sms/form.py::*",
    "lambdas/channels/sms/inbound.py::*",
    "lambdas/channels/sms/verify.py::*",
    "lambdas/channels/teams/inbound.py::*",
    "lambdas/channels/teams/keys.py::*",
    "lambdas/channels/teams/proof.py::*",
    "lambdas/channels/teams/service.py::*",
    "lambdas/channels/telegram/inbound.py::*",
    "lambdas/channels/web/inbound.py::*",
    "lambdas/channels/webhook/inbound.py::*",
    "lambdas/channels/whatsapp/inbound.py::*",
    "lambdas/connection/authorizer.py::*",
    "lambdas/connection/caller.py::*",
    "lambdas/connection/handler.py::*",
    "lambdas/connection/socket.py::*",
    "lambdas/connection/tickets.py::*",
    "lambdas/domain/keys.py::*",
    "lambdas/domain/network.py::*",
    "lambdas/domain/pass_claims.py::*",
    "lambdas/flows/admit.py::*",
    "lambdas/flows/limit_tickets.py::*",
    "lambdas/kit/fields.py::*",
    "lambdas/kit/headers.py::*",
    "lambdas/kit/kept_keys.py::*",
    "lambdas/kit/meta_webhook.py::*",
    "lambdas/kit/seal.py::*",
    "lambdas/kit/secret.py::*",
    "lambdas/kit/standard_webhooks.py::*",
    "lambdas/request/handler.py::*",
    "lambdas/request/socket.py::*",
    "lambdas/request/webhook.py::*",
    "lambdas/stores/door.py::*",
    "lambdas/stores/tickets.py::*",
)
TURN: Final = (
    "lambdas/channels/messenger/events.py::*",
    "lambdas/channels/slack/commands.py::*",
    "lambdas/channels/slack/events.py::*",
    "lambdas/channels/slack/fields.py::*",
    "lambdas/channels/slack/place.py::*",
    "lambdas/channels/slack/presses.py::*",
    "lambdas/channels/teams/activity.py::*",
    "lambdas/channels/teams/fields.py::*",
    "lambdas/channels/telegram/fields.py::*",
    "lambdas/channels/telegram/place.py::*",
    "lambdas/channels/webhook/fields.py::*",
    "lambdas/channels/whatsapp/people.py::*",
)
"""What makes a turn's id, its conversation and its person: a wrong one is answered twice, or elsewhere."""

SIGN_IN: Final = (
    "lambdas/domain/login_link.py::*",
    "lambdas/domain/login_way.py::*",
    "lambdas/flows/link/begin.py::*",
    "lambdas/flows/link/decline.py::*",
    "lambdas/flows/link/fail.py::*",
    "lambdas/flows/link/finish.py::*",
    "lambdas/flows/link/open_account.py::*",
    "lambdas/flows/link/refresh.py::*",
    "lambdas/flows/link/show.py::*",
    "lambdas/flows/link/sign_out.py::*",
    "lambdas/flows/link/step.py::*",
    "lambdas/flows/link/tell.py::*",
    "lambdas/flows/people.py::*",
    "lambdas/flows/take_code.py::*",
    "lambdas/identity/tokens.py::*",
    "lambdas/link/browser.py::*",
    "lambdas/link/call.py::*",
    "lambdas/stores/conversations/account_changes.py::*",
)
# The first group that names a function counts it.
GROUPS: Final[Mapping[str, Sequence[str]]] = {
    "claim": CLAIM,
    "quarantine": QUARANTINE,
    "send": SEND,
    "persist": PERSIST,
    "verification": VERIFICATION,
    "turn": TURN,
    "sign-in": SIGN_IN,
}

# Fast ones that run in one process: those of the whole platform would take days.
JUDGES: Final = (
    "tests/unit/channels",
    "tests/unit/connection",
    "tests/unit/domain",
    "tests/unit/flows",
    "tests/unit/identity",
    "tests/unit/kit",
    "tests/unit/link",
    "tests/unit/request",
    "tests/unit/stores",
    "tests/contract",
    "tests/integration/test_aws_failures.py",
    "tests/integration/test_calls_to_aws.py",
    "tests/integration/test_conversation_rows.py",
    "tests/integration/test_door_rows.py",
    "tests/integration/test_entry_points.py",
    "tests/integration/test_erased_rows.py",
    "tests/integration/test_lost_answers.py",
    "tests/integration/test_pace_rows.py",
    "tests/integration/test_queue_calls.py",
    "tests/integration/test_telegram_installations.py",
    "tests/simulation/test_crash_points.py",
    "tests/simulation/test_patience.py",
    "tests/simulation/test_two_workers.py",
)
# Eight seconds for every survivor, where single faults take one.
NO_JUDGES: Final = ("tests/simulation/test_crash_points.py::test_nor_do_any_two_faults",)

NOT_MUTATED: Final = (r"^\s*log\.",)
"""Lines on which nothing is mutated: what the logs say. (The tool leaves docstrings out by itself.)"""


def group_of(path: str, function: str) -> str:
    """The group in which a function's mutants count; a LookupError where it is in none."""
    for group, patterns in GROUPS.items():
        if any(fnmatchcase(f"{path}::{function}", pattern) for pattern in patterns):
            return group
    raise LookupError(f"{path}::{function} is in no group")


def files() -> Sequence[str]:
    """Every file that is mutated."""
    return sorted({pattern.partition("::")[0] for patterns in GROUPS.values() for pattern in patterns})
