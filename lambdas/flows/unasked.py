"""What is answered without asking an engine: small talk, and the wish for another language."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.domain.account import AccountChange
from lambdas.domain.conversation import Awaited, Held, Memory, Session
from lambdas.domain.reply import Part, Text
from lambdas.domain.talk import SILENT, Talk, Talks, Wish, folded
from lambdas.domain.turn import Chose, Said, Turn
from lambdas.flows.desk import Desk, Served
from lambdas.flows.phrases import language_name, phrase
from lambdas.flows.speak import spoken_in

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """A reply that no engine gave.

    session: what becomes of the person's; None where it stays as it is. change: see ``Conversations.commit``.
    """

    parts: Sequence[Part]
    session: Session | None = None
    change: AccountChange | None = None


def unasked(held: Held, memory: Memory, *, served: Served, desk: Desk) -> Unasked | None:
    """The reply to a turn that needs no engine, or None where it needs one.

    The turn is in the language of its person. A wish for another language is met in the middle of a dialog
    too, which then begins anew. After small talk in the middle of a dialog its question is asked again.
    """
    talk, said = served.talks.get(held.turn.locale, SILENT), _said(held.turn)
    if said in talk.languages:
        return _in_another(talk.languages[said], held, memory, desk)
    if _is_small_talk(said, talk, memory):
        log.info("small talk answered", extra={"event": held.turn.event})
        answers = talk.answers[said]
        return Unasked(parts=(*answers[memory.version % len(answers)], *open_question(memory.session)))
    return None


def needs_engine(held: Held, *, served: Served, desk: Desk) -> bool:
    """Whether an engine will be asked; a read only where the words may be small talk in some language.

    Raises ``Refused`` when the session is another owner's, or ``Retryable``.
    """
    if not _may_be_talk(held.turn, served.talks, accounts=desk.signing is not None):
        return True
    memory = desk.conversations.recall(held)
    spoken = spoken_in(held, memory, served=served)
    if desk.signing is not None and wish_of(spoken.turn, served) is not None:
        return False
    talk, said = served.talks.get(spoken.turn.locale, SILENT), _said(held.turn)
    return said not in talk.languages and not _is_small_talk(said, talk, memory)


def wish_of(turn: Turn, served: Served) -> Wish | None:
    """What a turn in the language of its person wishes of the account, if it does."""
    return served.talks.get(turn.locale, SILENT).account.get(_said(turn))


def open_question(session: Session | None) -> Sequence[Part]:
    """The question of a dialog that waits for its answer, as it was asked; nothing where none does."""
    return session.awaited.parts if session is not None and session.awaited is not None else ()


def _is_small_talk(said: str, talk: Talk, memory: Memory) -> bool:
    return said in talk.answers and (not _waits(memory) or talk.comes_between(said, _awaited(memory)))


def _awaited(memory: Memory) -> Awaited | None:
    return memory.session.awaited if memory.session else None


def _in_another(locale: str, held: Held, memory: Memory, desk: Desk) -> Unasked:
    log.info("language changed", extra={"event": held.turn.event, "locale": locale})
    confirmed = phrase("language", locale=locale, language=language_name(locale))
    anew = f" {phrase('anew', locale=locale)}" if _waits(memory) else ""
    # Of no engine: whatever one remembers of this person in that language is forgotten first.
    blank = Session(engine="", state="", at=desk.clock.now(), restore=True, locale=locale, chosen=True)
    return Unasked(parts=(Text(text=confirmed + anew),), session=blank)


def _may_be_talk(turn: Turn, talks: Talks, *, accounts: bool) -> bool:
    said = _said(turn)
    return any(
        said in talk.answers or said in talk.languages or (accounts and said in talk.account)
        for talk in talks.values()
    )


def _said(turn: Turn) -> str:
    match turn.content:
        case Said(text=words) | Chose(value=words):
            return folded(words)
        case _:
            return ""


def _waits(memory: Memory) -> bool:
    return memory.session is not None and memory.session.open
