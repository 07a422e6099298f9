"""In which language a person is answered."""

from dataclasses import replace

from lambdas.domain.conversation import Held, Memory
from lambdas.flows.desk import Served


def spoken_in(held: Held, memory: Memory, *, served: Served) -> Held:
    """The turn in the language that its person is answered in, where the bot still speaks it.

    That is the one the person asked for, else that of a dialog that waits for an answer, else the channel's.
    """
    session = memory.session
    kept = session.locale if session is not None and (session.chosen or session.open) else ""
    if kept not in served.engines or kept == held.turn.locale:
        return held
    return replace(held, turn=replace(held.turn, locale=kept))
