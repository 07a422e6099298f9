"""Ways to spoil a genuine call; each gives another call and leaves the given one alone."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from tests.forge.target import Event, Target, carrying

Spoil = Callable[[Event, Target, Random], Event]

HUGE: Final = 20_000
OVERSIZE: Final = b" " * 300_000
ODD_NUMBERS: Final = ("", "0", "-1", "1e9", "NaN", "inf", "٣", "1" * 400, "1.5", "0x10", " 1")
ODD_CHARACTERS: Final = ("\x00", "\n", " ", ",", "=", "é", "\u2028", "\ud800", "👋", "A", "a", "0", "%", '"')
STRANGE: Final = ("", " ", "null", "é" * 40, "\ud83d", "👋", "\x00", "A" * HUGE, "=" * HUGE, "a." * HUGE)


def body_of(event: Event) -> bytes:
    """The bytes that were posted; those of the text where it only says to be base64."""
    try:
        return b64decode(event["body"] if event["isBase64Encoded"] else "é")
    except ValueError:
        return bytes(event["body"].encode(errors="replace"))


def bits_of_body(event: Event, target: Target, dice: Random) -> Event:
    """Some bits of the body turned."""
    del target
    body = bytearray(body_of(event) or b"\x00")
    for _ in range(dice.randint(1, 8)):
        body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
    return _with_body(event, bytes(body))


def shorter_body(event: Event, target: Target, dice: Random) -> Event:
    """The end of the body cut off."""
    del target
    body = body_of(event)
    return _with_body(event, body[: dice.randrange(len(body) + 1)])


def longer_body(event: Event, target: Target, dice: Random) -> Event:
    """Something added to the body, before or after it."""
    del target
    body = body_of(event)
    more = dice.choice(
        [b" ", b"\n", b"\x00", b"{}", b"&a=b", b",", body, dice.randbytes(8), b" " * HUGE, OVERSIZE]
    )
    return _with_body(event, body + more if dice.random() < 0.7 else more + body)


def body_of_another(event: Event, target: Target, dice: Random) -> Event:
    """The body of another genuine call below this one's proof."""
    return _with_body(event, body_of(dice.choice([*target.genuine, *target.stale])))


def proof_of_another(event: Event, target: Target, dice: Random) -> Event:
    """One header of the proof taken from another genuine call."""
    name = dice.choice(target.proofs)
    other = dice.choice([*target.genuine, *target.stale])["headers"]
    return _with_header(event, name, other.get(name, ""))


def bits_of_proof(event: Event, target: Target, dice: Random) -> Event:
    """Some bits of the proof turned."""
    name, value = _a_proof(event, target, dice)
    at = dice.randrange(len(value) or 1)
    turned = chr(ord(value[at : at + 1] or "\x00") ^ (1 << dice.randrange(8)))
    return _with_header(event, name, value[:at] + turned + value[at + 1 :])


def letters_of_proof(event: Event, target: Target, dice: Random) -> Event:
    """A character of the proof dropped, doubled, or another in its place."""
    name, value = _a_proof(event, target, dice)
    at = dice.randrange(len(value) + 1)
    instead = dice.choice(
        ["", value[at : at + 1] * 2, dice.choice(ODD_CHARACTERS), chr(dice.randrange(0x11_0000))]
    )
    return _with_header(event, name, value[:at] + instead + value[at + 1 :])


def no_proof(event: Event, target: Target, dice: Random) -> Event:
    """A header of the proof missing, or all of it."""
    gone = {dice.choice(target.proofs)} if dice.random() < 0.5 else set(target.proofs)
    kept = {name: value for name, value in event["headers"].items() if name.lower() not in gone}
    return {**event, "headers": kept}


def strange_proof(event: Event, target: Target, dice: Random) -> Event:
    """A header of the proof that is empty, huge, or not ASCII."""
    return _with_header(event, dice.choice(target.proofs), dice.choice(STRANGE))


def doubled_proof(event: Event, target: Target, dice: Random) -> Event:
    """A header of the proof twice, as API Gateway joins them; or a second one by a name in other letters."""
    name, value = _a_proof(event, target, dice)
    other = dice.choice([value, "", dice.choice(STRANGE), value[::-1]])
    if dice.random() < 0.5:
        return _with_header(event, name, f"{value},{other}" if dice.random() < 0.5 else f"{other},{value}")
    return {**event, "headers": {**event["headers"], name.upper(): other}}


def cut_proof(event: Event, target: Target, dice: Random) -> Event:
    """A proof without its end or its beginning, or with blanks around it."""
    name, value = _a_proof(event, target, dice)
    at = dice.randrange(len(value) + 1)
    return _with_header(
        event, name, dice.choice([value[:at], value[at:], f" {value}", f"{value} ", f"{value}\n"])
    )


def other_scheme(event: Event, target: Target, dice: Random) -> Event:
    """A proof that says to be of another kind: what stands before its first ``=``, ``,`` or blank changed."""
    name, value = _a_proof(event, target, dice)
    mark = next((mark for mark in ("=", ",", " ") if mark in value), "")
    rest = value.partition(mark)[2] if mark else value
    scheme = dice.choice(["sha1", "sha512", "v1", "v1a", "v9", "none", "", "SHA256", "Basic", "bearer"])
    return _with_header(event, name, f"{scheme}{mark or '='}{rest}")


def other_number(event: Event, target: Target, dice: Random) -> Event:
    """A number of the proof, such as its time, moved or made strange."""
    numbers = [name for name in target.proofs if event["headers"].get(name, "").isdecimal()]
    if not numbers:
        return strange_proof(event, target, dice)
    name = dice.choice(numbers)
    moved = str(int(event["headers"][name]) + dice.choice([-1, 1]) * 10 ** dice.randrange(12))
    return _with_header(event, name, dice.choice([moved, moved, dice.choice(ODD_NUMBERS)]))


def other_case(event: Event, target: Target, dice: Random) -> Event:
    """Names of headers in other letters, which say the same, or spelt wrong, which do not."""
    name, value = _a_proof(event, target, dice)
    spelt = dice.choice(
        [name.upper(), name.title(), name.replace("-", "_"), f"{name} ", f" {name}", name[1:]]
    )
    kept = {given: told for given, told in event["headers"].items() if given != name}
    return {**event, "headers": {**kept, spelt: value}}


def in_base64(event: Event, target: Target, dice: Random) -> Event:
    """The body in base64, which says the same; or what is no base64, or not what it says to be."""
    del target
    encoded = carrying(body_of(event), encoded=True)
    text = encoded["body"]
    broken = dice.choice([text, text[:-1], f"{text}=", f"é{text}", text.swapcase(), event["body"]])
    return {**event, "body": broken, "isBase64Encoded": dice.random() < 0.8}


def other_way(event: Event, target: Target, dice: Random) -> Event:
    """Another method, or another query."""
    del target
    query = event["rawQueryString"]
    at = dice.randrange(len(query) + 1)
    spoilt = (
        query[:at] + dice.choice(["", "&", "=", "%00", "a", "&a=b", "%ff"]) + query[at + dice.randrange(2) :]
    )
    method = dice.choice([event["requestContext"]["http"]["method"], "GET", "POST"])
    context = {**event["requestContext"], "http": {"method": method}}
    return {**event, "rawQueryString": spoilt, "requestContext": context}


SPOILERS: Final[Mapping[str, Spoil]] = {
    spoil.__name__: spoil
    for spoil in (
        bits_of_body,
        shorter_body,
        longer_body,
        body_of_another,
        proof_of_another,
        bits_of_proof,
        letters_of_proof,
        no_proof,
        strange_proof,
        doubled_proof,
        cut_proof,
        other_scheme,
        other_number,
        other_case,
        in_base64,
        other_way,
    )
}


def _a_proof(event: Event, target: Target, dice: Random) -> tuple[str, str]:
    name = dice.choice(target.proofs)
    return name, event["headers"].get(name, "")


def _with_header(event: Event, name: str, value: str) -> Event:
    return {**event, "headers": {**event["headers"], name: value}}


def _with_body(event: Event, body: bytes) -> Event:
    return {**event, **carrying(body)}
