"""Show a conversation again from where the page left it."""

from dataclasses import replace

from lambdas.domain.account_ports import Links
from lambdas.domain.conversation import Page
from lambdas.domain.errors import Refused
from lambdas.domain.keeping import Transcript
from lambdas.domain.keys import holder_key
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Pass
from lambdas.flows.show_links import with_links


def resume(
    holder: Pass, *, after: int, transcript: Transcript, clock: Clock, links: Links | None = None
) -> Page:
    """The next lines after a ``seq``, with the links to sign in by that have not run out.

    Raises ``Refused`` (``expired``, ``forbidden``) or ``Retryable``.
    """
    if holder.ended(clock.now()):
        raise Refused("identity expired", code="expired")
    page = transcript.after(holder_key(holder), owner=holder.owner, seq=after)
    lines = with_links(page.lines, links=links, locale=holder.locale, now=clock.now())
    return replace(page, lines=lines)
