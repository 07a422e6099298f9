"""The parameters of a call of Twilio: a form, each name with its values.

Source: https://www.twilio.com/docs/messaging/guides/webhook-request
"""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qsl

from lambdas.domain.errors import Refused

MOST_PARAMETERS: Final = 256

Form = Mapping[str, Sequence[str]]


def read_form(body: bytes) -> Form:
    """The form; raises ValueError where it is none of UTF-8.

    Every pair has its ``=``: what is signed is names and values in one string, and a pair without one would
    sign the same as another.
    """
    pairs = parse_qsl(
        body.decode("ascii"),
        keep_blank_values=True,
        strict_parsing=True,
        errors="strict",
        max_num_fields=MOST_PARAMETERS,
    )
    form: dict[str, list[str]] = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    return form


def value(form: Form, name: str, default: str = "") -> str:
    """The one value of a parameter; raises ``Refused`` where there are several."""
    values = form.get(name, (default,))
    if len(values) != 1:
        raise Refused("a parameter that is given once is there twice", code="unreadable")
    return values[0]
