"""Tries on an agent of the doctor's own, made and deleted again, what no agent of a stage can show."""

import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from google.cloud.dialogflow_v2 import Context, DetectIntentResponse, QueryResult

from cli.dialogflow_refusal import NotDeployedError, RefusedAgentError
from cli.doctor.dialogflow_behaviours import (
    BARE,
    COUNTED,
    DIALOGFLOW,
    FAILS,
    GIVEN,
    ONE_TURN,
    ORIGINALS,
    PHRASES,
    REGION,
    RESTORES,
    TOO_LATE,
    TRUST,
    WEBHOOK,
)
from cli.doctor.dialogflow_live import FAILURES, DialogflowLive, answer_action
from cli.doctor.dialogflow_probe_agent import ProbeAgent
from cli.doctor.finding import Check, DifferentError, NotTriableError, cannot, tried
from cli.doctor.samples import a_value, beginning, listed_slot, slot_utterance
from cli.lex_models import Patience
from definition.dialogflow.agent import Webhook
from definition.dialogflow.names import ASK, ask_context

# How long a changed webhook may take to be called.
FOLLOWS: Final = Patience(every_s=3.0, longest_s=60.0)
# An address that nobody has, so that nobody ever answers: RFC 5737.
NOBODY: Final = Webhook(url="https://192.0.2.1/")
NONSENSE: Final = "qwxz"
GLOBAL: Final = "global"
_NO_WEBHOOK: Final = "no bot of the stage is served by Dialogflow, so that there is no webhook"
_TRUST: Final = "only response has that role: say something in a chat, and look into response's log"


class DialogflowProbe:
    """Makes, asks and deletes the agent. webhook: that of the bot in the stage, where it has one."""

    def __init__(
        self,
        *,
        account: ProbeAgent,
        live: DialogflowLive,
        webhook: Webhook | None,
        location: str,
        follows: Patience = FOLLOWS,
    ) -> None:
        self._account, self._live, self._webhook = account, live, webhook
        self._location, self._follows = location, follows
        self._locale = next(iter(live.bot.locales.values()))
        self._made = False
        self._connected: Webhook | None = None
        self._different: list[str] = []

    def behaviours(self) -> Mapping[str, str]:
        """What came of each, by its name."""
        try:
            with self._account.removed_afterwards():
                return tried(DIALOGFLOW, self.checks(), failures=(*FAILURES, NotDeployedError))
        except (NotTriableError, NotDeployedError) as error:
            return {"every behaviour": f"cannot be tried: {error}"}

    def checks(self) -> Mapping[str, Check]:
        """Every behaviour that docs/dialogflow.md lists, by name."""
        asked: Mapping[str, Check] = {
            **self._live.checks(),
            PHRASES: self.phrases,
            ONE_TURN: self.one_turn,
            COUNTED: self.counted,
            ORIGINALS: self.originals,
            FAILS: self.fails,
            TOO_LATE: self.too_late,
        }
        served = {WEBHOOK, GIVEN, BARE, PHRASES, ORIGINALS} if self._webhook else {WEBHOOK}
        watched = {name: self._watched(name, check, served=name in served) for name, check in asked.items()}
        return {RESTORES: self.restores, **watched, REGION: self.region, TRUST: cannot(_TRUST)}

    def restores(self) -> None:
        """The archive is restored and trained, and comes back the same."""
        try:
            self._account.bring()
        except RefusedAgentError as error:
            raise DifferentError(str(error)) from error
        self._made = True
        self._account.compare()

    def phrases(self) -> None:
        """The same words begin an intent, or answer while its question is open."""
        intent, slot, _ = listed_slot(self._live.bot)
        text = slot_utterance(self._live.bot, self._locale)
        self._live.answered(text)
        action = self._live.ask(text).action
        if action != f"begin.{intent.name}":
            raise DifferentError(f"“{text}” is taken for {action or 'nothing'} while {slot} is not asked for")

    def one_turn(self) -> None:
        """What the webhook sets is active next, and not after a turn in which no webhook answers."""
        self._call_ours()
        next_one, later = _session(), _session()
        begun = self._live.detect(beginning(self._live.bot, self._locale), session=next_one)
        wanted, value = self._asked(begun.query_result)
        self._live.detect(beginning(self._live.bot, self._locale), session=later)
        self._call_unproved()
        self._live.detect(NONSENSE, session=later)
        actions = [self._live.detect(value, session=one).query_result.action for one in (next_one, later)]
        if actions[0] != wanted:
            raise DifferentError(f"in the next turn “{value}” is {actions[0] or 'nothing'}, not {wanted}")
        if actions[1] == wanted:
            raise DifferentError(f"two turns later “{value}” still is {wanted}")

    def counted(self) -> None:
        """A context that was given for one turn is not shown at the end of that turn."""
        self._call_unproved()
        intent, slot, _ = listed_slot(self._live.bot)
        name = ask_context(intent.name, slot)
        contexts = self._live.ask(NONSENSE, context=name).output_contexts
        found = next((one for one in contexts if _short(one) == name), None)
        if found is not None:
            raise DifferentError(f"it is shown with {found.lifespan_count} turns left")

    def originals(self) -> str:
        """Which contexts hold the words."""
        _, slot, _ = listed_slot(self._live.bot)
        text = slot_utterance(self._live.bot, self._locale)
        contexts = self._live.ask(text).output_contexts
        holding = [_short(one) for one in contexts if dict(one.parameters or {}).get(f"{slot}.original")]
        if not holding:
            shown = _listed([_short(one) for one in contexts])
            raise DifferentError(f"“{text}” leaves {slot}.original in none of {shown}")
        return f"in {', '.join(holding)}"

    def fails(self) -> None:
        """A call without the secret is refused by ours, which answered before."""
        self._call_ours()
        self._call_unproved()

    def too_late(self) -> None:
        """A webhook at an address where nobody answers, after one that did."""
        if self._webhook:
            self._call_ours()
        self._call(NOBODY, failing=True)

    def region(self) -> None:
        """The agent was in a region, and nothing differed there."""
        if self._location == GLOBAL:
            raise NotTriableError("name a project with a region: --probe-agent PROJECT/europe-west2")
        self._there()
        if self._different:
            raise DifferentError(f"in {self._location} these differ: {'; '.join(self._different)}")

    def _watched(self, name: str, check: Check, *, served: bool) -> Check:
        """Give a check on our agent, with our webhook behind it where it is to be called."""

        def watched() -> str | None:
            self._there()
            if served:
                self._call_ours()
            try:
                return check()
            except DifferentError:
                self._different.append(name)
                raise

        return watched

    def _there(self) -> None:
        if not self._made:
            raise NotTriableError("the agent for it could not be made")

    def _call_ours(self) -> None:
        if self._webhook is None:
            raise NotTriableError(_NO_WEBHOOK)
        self._call(self._webhook, failing=False)

    def _call_unproved(self) -> None:
        """Let the agent call our webhook without its secret, which is refused."""
        if self._webhook is None:
            raise NotTriableError(_NO_WEBHOOK)
        self._call(Webhook(url=self._webhook.url), failing=True)

    def _call(self, webhook: Webhook, *, failing: bool) -> None:
        """Connect a webhook, and wait until an answer shows that it is called; a change takes its time."""
        if webhook == self._connected:
            return
        self._account.connect(webhook)
        deadline = time.monotonic() + self._follows.longest_s
        while bool((found := self._probed()).webhook_status.code) != failing:
            if time.monotonic() > deadline:
                status = found.webhook_status
                raise DifferentError(f"webhookStatus is {status.code} {status.message!r} at {webhook.url}")
            time.sleep(self._follows.every_s)
        self._connected = webhook

    def _probed(self) -> DetectIntentResponse:
        return self._live.detect(NONSENSE, session=_session())

    def _asked(self, result: QueryResult) -> tuple[str, str]:
        """Give the action that the answer must have to what was asked, and a value that answers it."""
        contexts = [_short(one) for one in result.output_contexts]
        for intent in self._live.bot.intents.values():
            for slot in intent.slots.values():
                if ask_context(intent.name, slot.name) in contexts:
                    value = a_value(self._live.bot, self._locale, slot.type)
                    return answer_action(intent.name, slot.name), value
        raise DifferentError(f"the webhook's context {ASK}__… is not among {_listed(contexts)}")


def _session() -> str:
    return str(uuid.uuid4())


def _short(context: Context) -> str:
    return str(context.name).rpartition("/")[2]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
