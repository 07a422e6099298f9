"""Links to sign in by are put into lines just before those go out; what is kept has none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from lambdas.domain.account_ports import Links
from lambdas.domain.conversation import Line
from lambdas.domain.reply import Login, Part, Text
from lambdas.flows.phrases import phrase


def with_links(lines: Sequence[Line], *, links: Links | None, locale: str, now: datetime) -> Sequence[Line]:
    """The lines with every invitation's link, or with words where it has run out. Raises ``Retryable``."""
    return tuple(
        replace(line, parts=tuple(_shown(part, links, locale, now) for part in line.parts)) for line in lines
    )


def _shown(part: Part, links: Links | None, locale: str, now: datetime) -> Part:
    if not isinstance(part, Login) or part.url:
        return part
    if not part.nonce:
        return Text(text=part.text)
    if links is None or part.expires <= now.timestamp():
        return Text(text=phrase("link_ran_out", locale=locale))
    return replace(part, url=links.url(part.nonce), nonce="")
