"""Changes what a messenger proves itself to us with, without a moment in which a true call is refused.

Two values count: ``current`` and ``previous``. A change puts the new one first and leaves the other; running
Lambdas go on for a while with what they have read, so only then may the messenger show the new value; when it
surely does, the older one is ended. Each step leaves a state from which the same command goes on, and no step
drops the value that the messenger may still be showing.
"""

import secrets
import string
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from cli.channels.port import Asked, Channel, Options
from cli.installed import Installed
from cli.kept_secrets import Proof
from cli.not_installed import NotInstalledError
from lambdas.kit.clock import SystemClock
from lambdas.kit.secret import KEEP_S

READ_AFTER: Final = timedelta(seconds=KEEP_S + 10)
"""When every running Lambda has read a secret again, and the call that it was in is over."""

LENGTH: Final = 64
LETTERS: Final = string.ascii_letters + string.digits
BEFORE: Final = "the one before counts too"

Say = Callable[[str, str], None]


def _made() -> str:
    """A value as the stack makes one."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Changes the proof of one installation; every method raises ``NotInstalledError`` or ``MessengerError``.

    say: is told each thing that is done, once it is, by name and what it is.
    """

    installed: Installed
    channel: Channel
    say: Say
    now: Callable[[], datetime] = field(default=lambda: SystemClock().now())
    wait: Callable[[float], None] = time.sleep
    make: Callable[[], str] = _made

    @property
    def asked(self) -> Asked | None:
        """What an operator brings, ``None`` where we make it; raises where there is nothing to change."""
        if not self.installed.secrets.proof_arn:
            raise NotInstalledError(
                f"{self.channel.title} signs with keys that it publishes; to replace the token, say --token"
            )
        return self.channel.proof

    def begin(self, brought: str = "") -> None:
        """Let a new value count beside the one in use, or go on with a change that has begun.

        brought: the new value, where the messenger gives it to its operators.
        """
        kept = self._started(brought, self.asked)
        if self.channel.takes_proof:
            self._let_be_read(kept)
            self._tell_messenger()
        else:
            left = self._until_read(kept)
            known = f"from {self.now() + left:%H:%M:%S} UTC on, when every Lambda has read it, "
            self.say(
                "now", f"{known if left > timedelta() else ''}let {self.channel.title} use the new value"
            )
            if self.channel.proof is self.channel.token:
                again = self.installed.command("rotate", "--token")
                self.say("and", f"{again}, for what we call it with is the same")
        self.say("then", f"{self.installed.command('rotate', '--finish')}, which ends the one before")

    def finish(self) -> None:
        """End the older value, once the messenger uses the newer."""
        kept = self.installed.secrets.proof()
        if not kept.previous:
            self.say("unchanged", "no older value counts")
            return
        if not kept.current:
            raise NotInstalledError("the newest value is empty: without the one before all would be refused")
        if (left := self._until_read(kept)) > timedelta():
            raise NotInstalledError(
                f"not every Lambda has read the new value yet: go on at {self.now() + left:%H:%M:%S} UTC"
            )
        if self.channel.takes_proof:
            self._tell_messenger()
        self.installed.secrets.keep_proof(replace(kept, previous=""))
        self.say("secret", "the one before counts no more")

    def undo(self) -> None:
        """Forget the newest value, where an operator brought a wrong one."""
        if not self.asked:
            raise NotInstalledError("we made the new value, it cannot be wrong: go on with --finish")
        kept = self.installed.secrets.proof()
        if not kept.previous:
            self.say("unchanged", "there is no older value to go back to")
            return
        self.installed.secrets.keep_proof(Proof(current=kept.previous))
        self.say("secret", "the newest value is forgotten, the one before is the only one")

    def _started(self, brought: str, asked: Asked | None) -> Proof:
        """What counts once a change has begun."""
        kept = self.installed.secrets.proof()
        if brought:
            _check(brought, kept, asked)
        if kept.previous or (brought and brought == kept.current):
            self.say("unchanged", "the new value is kept already" + (f"; {BEFORE}" if kept.previous else ""))
            return kept
        begun = Proof(current=brought or self.make(), previous=kept.current, since=self.now())
        self.installed.secrets.keep_proof(begun)
        how = "kept" if brought else "made anew"
        self.say("secret", f"{how}; {BEFORE}" if begun.previous else f"{how}; there was none before")
        return begun

    def _let_be_read(self, kept: Proof) -> None:
        left = self._until_read(kept)
        if left > timedelta():
            self.say("waiting", f"until {self.now() + left:%H:%M:%S} UTC, when every Lambda has read it")
            self.say("", "(to stop here does no harm; the same command goes on)")
            self.wait(left.total_seconds())

    def _until_read(self, kept: Proof) -> timedelta:
        """How long some Lambda may not know the newest value yet; none where it was the first."""
        if not kept.previous:
            return timedelta()
        since = (kept.since or self.now()).astimezone(UTC)
        return since + READ_AFTER - self.now()

    def _tell_messenger(self) -> None:
        report = self.channel.register(self.installed, Options())
        if not report.ok:
            raise NotInstalledError(
                f"{self.channel.title} does not send to us: {self.installed.command('inspect')}"
            )
        self.say("secret", f"told to {self.channel.title}, which uses it from now on")


def _check(brought: str, kept: Proof, asked: Asked | None) -> None:
    """Raise unless it may be the new value."""
    if asked and not asked.shape.fullmatch(brought):
        raise NotInstalledError(f"this is no {asked.title}. {asked.found}")
    if kept.previous and brought != kept.current:
        raise NotInstalledError(
            "another change has begun and two values count already. If the messenger uses the newer, end the "
            "one before with --finish; if the newer is wrong, forget it with --undo"
        )
