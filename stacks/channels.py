"""The messengers: what a stage file says of an account there, and which secrets it takes.

A new messenger has an entry here. What it needs to know of an account stands under ``installations.NAME`` of
the stage file; the secrets are made by the stack.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from stacks import numbers
from stacks.addresses import SERVICE_URL
from stacks.stage import Installation
from stacks.stage_file import Section


class Proof(Enum):
    """Where that comes from which a messenger proves itself to us with.

    MADE: we make it and tell the messenger. ISSUED: the messenger makes it; empty until an operator sets it.
    SIGNED: the messenger signs with keys that it publishes; we keep none.
    """

    MADE = "made"
    ISSUED = "issued"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One setting of an account.

    optional: what stands for it where it is left out; ``None`` if it must be there.
    """

    pattern: str
    mend: str
    optional: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One messenger. account: what an installation says of its account there.

    inbox_s: how long a repeat of a turn is known, for one that calls again for longer than others.
    sole: what of the account no two installations share together, since all of it is sent to one address.
    """

    proof: Proof
    inbox_s: int = numbers.INBOX_S
    account: Mapping[str, Key] = field(default_factory=dict)
    sole: tuple[str, ...] = ()


DIGITS = r"[0-9]{1,20}"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
TEMPLATE = r"[a-z0-9_]{1,512}/[a-z]{2,3}(_[A-Za-z]{2,4})?"
TWILIO_SENDER = r"\+[1-9][0-9]{6,14}|MG[0-9a-f]{32}|[0-9]{5,6}"

MESSENGERS: Mapping[str, Channel] = {
    "telegram": Channel(proof=Proof.MADE),
    "slack": Channel(
        proof=Proof.ISSUED,
        sole=("app_id",),
        account={
            "app_id": Key(
                pattern=r"A[A-Z0-9]{1,20}", mend="write the app's id, such as A0123456789", optional=""
            )
        },
    ),
    "teams": Channel(
        proof=Proof.SIGNED,
        sole=("app_id",),
        account={
            "app_id": Key(pattern=UUID, mend="write the bot's Microsoft App ID, a UUID in lower case"),
            "tenant_id": Key(
                pattern=UUID,
                mend="write the id of the Entra tenant that the bot is registered in, a UUID in lower case",
            ),
            "app_type": Key(
                pattern="single|multi",
                mend='write "multi" for an Azure Bot of the type Multi Tenant, which is made no more',
                optional="",
            ),
            "tenants": Key(
                pattern="own|any",
                mend='write "any" where people of other tenants may come, too',
                optional="",
            ),
        },
    ),
    "messenger": Channel(
        proof=Proof.ISSUED,
        inbox_s=numbers.META_INBOX_S,
        sole=("app_id",),
        account={
            "app_id": Key(pattern=DIGITS, mend="write the Meta app's id, digits in quotes"),
            "page_id": Key(pattern=DIGITS, mend="write the page's id, digits in quotes"),
        },
    ),
    "whatsapp": Channel(
        proof=Proof.ISSUED,
        inbox_s=numbers.META_INBOX_S,
        sole=("app_id",),
        account={
            "app_id": Key(pattern=DIGITS, mend="write the Meta app's id, digits in quotes"),
            "phone_number_id": Key(
                pattern=DIGITS, mend="write the id of the phone number, digits in quotes, not the number"
            ),
            "waba_id": Key(
                pattern=DIGITS, mend="write the id of the WhatsApp Business account, digits in quotes"
            ),
            "template": Key(
                pattern=TEMPLATE,
                mend="write the name and the language of an approved template, as we_have_news/en_US",
                optional="",
            ),
        },
    ),
    "sms": Channel(
        proof=Proof.ISSUED,
        sole=("account_sid", "sender"),
        account={
            "account_sid": Key(
                pattern=r"AC[0-9a-f]{32}", mend="write the Account SID, AC and 32 hexadecimal digits"
            ),
            "sender": Key(
                pattern=TWILIO_SENDER,
                mend='write in quotes a number as "+15550100100", a short code, or a service\'s SID',
            ),
            "media": Key(
                pattern="mms|links",
                mend="write mms where the number may send pictures (United States and Canada), else links",
                optional="",
            ),
        },
    ),
    "webhook": Channel(
        proof=Proof.MADE,
        account={
            "url": Key(
                pattern=SERVICE_URL, mend="write where replies go, as https://chat.example.com/replies"
            )
        },
    ),
}


def read_account(at: Section, channel: Channel) -> Mapping[str, str]:
    """What an installation says of its account; raises ``StageError``."""
    return {name: value for name, key in channel.account.items() if (value := _read(at, name, key))}


def _read(at: Section, name: str, key: Key) -> str:
    if key.optional is None:
        return at.text(name, pattern=key.pattern, mend=key.mend)
    return at.optional_text(name, pattern=key.pattern, mend=key.mend) or key.optional


def refuse_shared(at: Section, installed: Iterable[Installation]) -> None:
    """Raise ``StageError`` where two installations have the account whose messages go to one address."""
    has: dict[tuple[str, ...], str] = {}
    for each in installed:
        sole = MESSENGERS[each.channel].sole if each.channel in MESSENGERS else ()
        account = tuple(each.account.get(key, "") for key in sole)
        if not all(account) or not account:
            continue
        first = has.setdefault((each.channel, *account), each.name)
        if first != each.name:
            raise at.wrong(
                f"{each.name}.{sole[-1]}",
                f"is that of {first}, too",
                "write another; all that is said there is sent to one address",
            )


def known_longer(channel: str) -> Mapping[str, int]:
    """For how long response knows a repeat of a turn, where that is longer than usual."""
    inbox_s = MESSENGERS[channel].inbox_s
    return {"inbox_s": inbox_s} if inbox_s > numbers.INBOX_S else {}


def left_out(channels: frozenset[str]) -> tuple[str, ...]:
    """The adapters that a bundle is without, where the stage has installations of these channels."""
    return tuple(f"lambdas.channels.{name}" for name in MESSENGERS if name not in channels)
