"""Lines go out to a messenger as its messages: in order, at its pace, more plainly where it refuses them."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lambdas.domain.conversation import NOT_BEGUN, Begun, Line
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.ports import Messenger, Pace, Seen
from lambdas.domain.reply import Text
from lambdas.domain.turn import Address, Turn
from lambdas.flows.phrases import phrase

log = logging.getLogger(__name__)

PATIENCE_S: Final = 1.0
"""So long a delivery sleeps at most, all in all; who has to wait longer is tried later."""


LONGEST_REST_S: Final = 86_400
"""What a messenger asks beyond it is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One message of a delivery.

    line: how many lines go before its own. begun: how much of its line is shown. left: the messages of its
    line from it on. key: tells it from every other message of its conversation.
    """

    message: Outgoing
    event: str
    key: str
    line: int
    begun: Begun
    left: int


class Shown:
    """How far people see a delivery; each time before more goes out, that is told."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._untold: tuple[int, Begun] | None = None

    def message(self, step: Step) -> None:
        """All of a message is shown."""
        last = step.left == 1
        self._untold = (
            (step.line + 1, NOT_BEGUN) if last else (step.line, Begun(messages=step.begun.messages + 1))
        )

    def calls(self, step: Step, calls: int) -> None:
        """So many calls were made of the form in which a step begins."""
        self._untold = (step.line, replace(step.begun, calls=calls))

    def plainer(self, step: Step) -> None:
        """A message goes on with the form after the one in which a step begins; raises as ``tell``."""
        self._untold = (step.line, replace(step.begun, form=step.begun.form + 1, calls=0))
        self.tell()

    def tell(self) -> None:
        """Raises ``Retryable`` where there is no time for more."""
        if self._untold is not None:
            lines, begun = self._untold
            self._untold = None
            self._seen(lines, begun)


class Delivering:
    """Fills ``Outbound`` with a messenger, whose people see their own words already: only the bot's go out.

    Messengers know no idempotency key: what was sent with an unknown outcome may show twice, and is logged as
    ``ambiguous_send``. Nothing else is shown again, since each call is written down before the next.
    """

    def __init__(
        self, *, messenger: Messenger, pace: Pace, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._messenger, self._pace, self._pause = messenger, pace, pause

    def owner(self, address: Address) -> OwnerId:
        """See ``Outbound``."""
        return self._messenger.owner(address)

    def typing(self, turn: Turn) -> None:
        """See ``Outbound``."""
        self._hint(turn.address, self._messenger.typing(turn), event=turn.event)

    def unanswered(self, turn: Turn) -> None:
        """See ``Outbound``."""
        words = Text(text=phrase("unanswered", locale=turn.locale))
        for message in self._messenger.messages(turn.address, (words,)):
            self._hint(turn.address, message.forms[-1], event=turn.event)

    def deliver(self, address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
        """See ``Outbound``."""
        patience_s, granted = PATIENCE_S, 0
        shown = Shown(seen)
        for step in self._steps(address, lines):
            shown.tell()
            if granted == 0 and not step.message.passing:
                granted, patience_s = self._granted(address, step.left, patience_s)
            self._say(address, step, shown)
            granted -= not step.message.passing
            shown.message(step)

    def _steps(self, address: Address, lines: Sequence[Line]) -> Iterator[Step]:
        for place, line in enumerate(lines):
            # A person's own line has no parts.
            messages = self._messenger.messages(address, line.parts)
            for number in range(line.begun.messages, len(messages)):
                yield Step(
                    message=messages[number],
                    event=line.event,
                    key=f"{line.event}/{line.seq}/{number}",
                    line=place,
                    begun=line.begun if number == line.begun.messages else Begun(messages=number),
                    left=len(messages) - number,
                )

    def _granted(self, address: Address, wanted: int, patience_s: float) -> tuple[int, float]:
        """How many messages may go out now, and for how long the next may still be waited."""
        limits = self._messenger.limits(address)
        messages = min([wanted, *(limit.burst for limit in limits)])
        while True:
            try:
                self._pace.take(address.installation, limits, messages=messages)
            except Busy as busy:
                if busy.again_s > patience_s:
                    log.info("paced", extra={"installation": address.installation, "again_s": busy.again_s})
                    raise
                self._pause(busy.again_s)
                patience_s -= busy.again_s
            except Retryable as failure:
                # An answer is worth more than good manners; who is too fast is told so by the messenger.
                log.warning("pace unknown", extra={"reason": str(failure)})
                return messages, patience_s
            else:
                return messages, patience_s

    def _say(self, address: Address, step: Step, shown: Shown) -> None:
        if step.message.passing:
            self._hint(address, step.message.forms[0], event=step.event)
            return
        try:
            self._say_somehow(address, step, shown)
        except Busy as busy:
            self._rest(address, busy)
            raise
        except Ambiguous as failure:
            log.warning("ambiguous_send", extra={"event": step.event, "reason": str(failure)})
            if step.begun.form < step.message.fetched:
                shown.plainer(step)
            raise

    def _say_somehow(self, address: Address, step: Step, shown: Shown) -> None:
        forms, begun = step.message.forms, step.begun
        if begun.form >= len(forms):
            begun = replace(begun, form=len(forms) - 1, calls=0)
        calls = [len(form) for form in forms]
        for form in range(begun.form, len(forms)):
            taken = self._say_so(address, replace(step, begun=begun), shown)
            if taken == calls[form]:
                return
            as_many = calls[form + 1 : form + 2] == calls[form : form + 1]
            begun = replace(begun, form=form + 1, calls=taken if as_many else 0)
        log.error("message refused", extra={"event": step.event})

    def _say_so(self, address: Address, step: Step, shown: Shown) -> int:
        """How many calls of the form in which a step begins were taken before one was refused.

        The last form is tried to its end: the words must arrive.
        """
        form, forms = step.begun.form, step.message.forms
        taken = len(forms[form])
        for place in range(step.begun.calls, len(forms[form])):
            shown.tell()
            try:
                self._messenger.call(address, replace(forms[form][place], key=f"{step.key}/{form}/{place}"))
            except Refused as refusal:
                log.warning("message said more plainly", extra={"event": step.event, "reason": str(refusal)})
                taken = place
                if form + 1 < len(forms):
                    break
            shown.calls(step, place + 1)
        return taken

    def _rest(self, address: Address, busy: Busy) -> None:
        """Leave the messenger alone, all of it or this chat, for as long as it asked."""
        told = {"installation": address.installation, "again_s": busy.again_s, "whole": busy.whole}
        log.warning("asked to slow down", extra=told)
        limits = self._messenger.limits(address)
        meant = [limit for limit in limits if busy.whole is (not limit.scope)]
        for limit in meant or limits:
            self._pace.rest(address.installation, limit, for_s=min(busy.again_s, LONGEST_REST_S))

    def _hint(self, address: Address, calls: Sequence[Call], *, event: str) -> None:
        """Make calls on which nothing depends."""
        for call in calls:
            try:
                self._messenger.call(address, call)
            except ParleyError as error:
                told = {"event": event, "method": call.method, "reason": str(error)}
                log.info("not shown", extra=told)
