"""Pages put together: a frame, a body, the words of one language. Whatever is filled in is escaped."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from lambdas.domain.account import Secret
from lambdas.link.pages.words import Words

FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page, and the script in it that may run; empty for none. has_form: whether it has a form."""

    html: str
    script: str = ""
    has_form: bool = False

    def policy(self, *, forms_to: str) -> str:
        """The Content-Security-Policy: this style, this script, forms to us and on to one other origin.

        Chromium counts where a form's answer redirects to among where it is sent.
        Source: https://www.w3.org/TR/CSP3/#directive-form-action
        """
        scripts = f"script-src {_source(self.script)}; " if self.script else ""
        return (
            f"default-src 'none'; style-src {_source(_file('style.css'))}; {scripts}"
            f"form-action 'self' {forms_to}; frame-ancestors 'none'; base-uri 'none'"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the first page tells of who asks.

    speaker: the channel's name for the person, untrusted; may be empty. host: where one signs in.
    scopes: what the chat may do then, beyond knowing who it is, in words. signed: what the channel added to
    the link, carried on.
    """

    speaker: str
    channel: str
    bot: str
    host: str
    scopes: Sequence[str] = ()
    signed: str = ""


def ask_page(asked: Asked, *, words: Words) -> Page:
    """Who asks, from where, for what; and two buttons."""
    ask = words.ask
    channel = words.channels.get(asked.channel, asked.channel)
    who = _filled(ask["quoted"], name=f"<bdi>{escape(asked.speaker)}</bdi>")
    allowed = [ask["profile"], *asked.scopes]
    parts = {
        "who": who if asked.speaker else escape(ask["nobody"]),
        "where": _filled(ask["where"], channel=escape(channel), bot=escape(asked.bot)),
        "account": _filled(ask["account"], host=escape(asked.host)),
        "allowed": "\n".join(f"<li>{escape(each)}</li>" for each in allowed),
        "otherwise": escape(ask["otherwise" if asked.speaker else "otherwise_nameless"]),
        "carried": _carried(asked.signed),
    }
    return replace(_framed(ask["title"], _body("ask.html", ask, parts), words=words), has_form=True)


def code_page(code: Secret, *, origin: str, words: Words) -> Page:
    """The code to be brought back; its script hands it to the opener if that is of this origin."""
    parts = {"code": escape(code.text), "origin": escape(origin)}
    body = _body("code.html", words.code, parts)
    return _framed(words.code["title"], body, words=words, script=_file("hand_over.js"))


def plain_page(name: str, *, words: Words, number: str = "") -> Page:
    """One of the pages of a title and paragraphs; ``number`` is there to be quoted."""
    plain = words.plain[name]
    paragraphs = [escape(paragraph) for paragraph in plain.paragraphs]
    if number:
        paragraphs.append(_filled(words.number, number=f"<strong>{escape(number)}</strong>"))
    if plain.again:
        paragraphs.append(f'<a href="">{escape(plain.again)}</a>')
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return _framed(plain.title, body, words=words)


def _carried(signed: str) -> str:
    if not signed:
        return ""
    return f'<input type="hidden" name="signed" value="{escape(signed)}">\n'


def _framed(title: str, body: str, *, words: Words, script: str = "") -> Page:
    html = Template(_file("frame.html")).substitute(
        lang=words.language,
        title=escape(title),
        style=_file("style.css"),
        body=body,
        script=f"<script>{script}</script>" if script else "",
    )
    return Page(html=html, script=script)


def _body(file: str, words: Mapping[str, str], parts: Mapping[str, str]) -> str:
    said = {name: escape(text) for name, text in words.items()}
    return Template(_file(file)).substitute({**said, **parts}).strip()


def _filled(text: str, **parts: str) -> str:
    return Template(escape(text)).substitute(parts)


def _source(inline: str) -> str:
    """What allows one inline style or script: the hash of exactly what stands between its tags."""
    return f"'sha256-{b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8").strip()
