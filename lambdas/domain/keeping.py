"""The ports to what is kept of conversations: where response writes it, and where a page reads it."""

from collections.abc import Sequence
from typing import Protocol

from lambdas.domain.account import AccountChange
from lambdas.domain.conversation import Charge, Claim, Held, Line, Memory, Page, Session
from lambdas.domain.ids import ConversationKey, OwnerId
from lambdas.domain.turn import Turn


class Conversations(Protocol):
    """Where conversations are kept; only response writes here."""

    def claim(self, held: Held, *, charge: Charge | None) -> Claim:
        """Take the turn for this worker, counting the charge when it is claimed first, in one transaction.

        A turn that is no longer open is told as it is, with its unmarked lines. Raises ``OverLimit``
        (nothing is claimed then), ``Overtaken`` while another lease holds it (its ``again_s`` says for how
        long), or ``Retryable``.
        """
        ...

    def release(self, held: Held) -> None:
        """Give an open turn up before its lease ends; nothing where the lease is not held.

        Raises ``Retryable``.
        """
        ...

    def divert(self, held: Held, *, engine: str) -> None:
        """Write down that this engine, not the bot's first, is asked for the turn, before it is asked.

        Every later claim of the turn tells. Raises ``Overtaken`` when the lease is lost, or ``Retryable``.
        """
        ...

    def recall(self, held: Held) -> Memory:
        """The conversation and the speaker's session, read consistently; an expired session is None.

        Raises ``Refused`` when the session is another owner's, or ``Retryable``.
        """
        ...

    def commit(
        self,
        held: Held,
        *,
        memory: Memory,
        lines: Sequence[Line],
        session: Session | None,
        account: AccountChange | None = None,
    ) -> None:
        """Write the answer in one transaction: conversation, turn, session, lines, the owner's list once.

        The lines are numbered on from ``memory.next_seq``, ninety at most. A session of None leaves the row
        as it is. account: what changes with it of a login or an account, or nothing does. Raises
        ``Overtaken`` when the lease is lost or the conversation is not as recalled, ``Refused`` when a line
        is over 32 KB or a session over 64 KB (``too_long``), when the login is not as it was read or has
        expired (``login_changed``) or the owner has an account (``already_linked``), or ``Retryable``.
        """
        ...

    def quarantine(
        self, held: Held, *, memory: Memory, lines: Sequence[Line], number: str, reason: str
    ) -> None:
        """Give the turn up in one transaction: quarantine row, turn, lines, a restore mark on the session.

        number: what the apology tells the person to quote. Where there is no session, the mark stands on a
        blank one of no engine. Raises as ``commit`` does.
        """
        ...

    def mark(self, turn: Turn, lines: Sequence[Line], *, settled: bool, begun: Line | None = None) -> None:
        """Mark lines as sent, in one write.

        begun: another line, of which as much went out as its ``begun`` says.
        settled: these were the last of the turn's lines; it is sent, and where earlier turns' lines are
        among them and no later turn has any, the conversation is caught up. Raises ``Retryable``.
        """
        ...

    def unsent(self, turn: Turn) -> Sequence[Line]:
        """Every unmarked line of the turn's conversation since the first that was left unsent, in order.

        None where none was left. Raises ``Retryable``.
        """
        ...

    def leave_unsent(self, held: Held) -> None:
        """Settle an answered turn whose lines could not go out; the conversation's next turn sends them.

        Raises ``Retryable``.
        """
        ...


class Transcript(Protocol):
    """Reads a conversation's lines; one consistent query."""

    def after(self, conversation: ConversationKey, *, owner: OwnerId, seq: int) -> Page:
        """The lines after ``seq``: 50 lines or 100 KB at most.

        Raises ``Refused`` when a line is another owner's, or ``Retryable``.
        """
        ...
