"""What of a webhook call is in its file, and what is not."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.deliveries.form import Captured, read, understood, written
from cli.deliveries.redaction import COUNTS, FORM, HEADERS, KINDS, TIMES, redaction
from cli.deliveries.run import KEY, run
from cli.deliveries.signing import SIGNATURES, Signer, own_connector
from cli.deliveries.stand_ins import StandIns, others_of
from lambdas.channels.teams.service import CONNECTORS, service_url
from tests.builders import NOW
from tests.deliveries.test_deliveries import FILES, at
from tests.teams_activities import TENANT

SALT: Final = b"salt" * 4
OURS: Final = frozenset(
    {
        "Bearer", "False", "None", "True", "USLACKBOT", "action", "adaptiveCard", "choice", "help", "http",
        "https", "label", "messageId", "messageid", "parley", "quoted", "smba", "start", "tacv", "thread",
        "trafficmanager", "wamid",
    }
)  # fmt: skip
"""Words that stay wherever they stand, and what JSON calls its own."""

PERSONAL: Final = frozenset(
    {
        "aadobjectid", "accountsid", "address", "api_app_id", "body", "callback_data", "caption", "channel",
        "challenge", "city", "content", "contenturl", "conversation", "data", "display_phone_number", "email",
        "emoji", "event_id", "file_id", "file_name", "filename", "first_name", "from", "fromcity", "id",
        "last_name", "latitude", "longitude", "mediaurl0", "messagesid", "mid", "name", "org_name", "payload",
        "phone", "phone_number", "phone_number_id", "profilename", "real_name", "recipient", "response_url",
        "sender", "serviceurl", "team", "team_id", "tenantid", "text", "thread_ts", "title", "to", "token",
        "trigger_id", "ts", "update_id", "url", "user", "user_id", "user_name", "username", "value", "wa_id",
        "waid",
    }
)  # fmt: skip

STAND_INS: Final = StandIns(salt=SALT)
SECRETS: Final = {
    "authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzZWNyZXQiOiJ4In0.c2lnbmF0dXJl",
    "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    "x-telegram-bot-api-secret-token": "VerySecretTokenOfOurs",
    "x-forwarded-for": "203.0.113.77",
    "cookie": "session=personal",
}


def redacted(call: Captured, *own: str) -> Captured:
    return redaction(SALT, own=own).redacted(call)


def a_call(**body: Any) -> Captured:  # noqa: ANN401 — any JSON
    return understood({"channel": "telegram", "headers": SECRETS, "body": body})


def in_a_body(call: Captured) -> Any:  # noqa: ANN401 — any JSON
    return json.loads(call.body)


def leaves(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every value that is no object and no list, with the member that it is of; JSON in a text counts."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        with suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, dict):
        for each, inner in value.items():
            yield from leaves(inner, each)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    else:
        yield name, value


def kinds(call: Captured) -> Iterator[str]:
    """What says what kind a thing is, or how many or how long, and so tells of nobody."""
    form = dict(parse_qsl(call.body.decode(), keep_blank_values=True))
    sent_as = call.headers.get("content-type", "").partition(";")[0]
    body = form if sent_as == FORM else json.loads(call.body or b"{}")
    for name, value in leaves([body, dict(call.headers), dict(parse_qsl(call.query))]):
        if name.lower() in KINDS | COUNTS:
            yield str(value)


def words(text: str) -> set[str]:
    """What could tell of somebody: words of four letters and numbers of five digits, or more."""
    return set(re.findall(r"[^\W\d_]{4,}|\d{5,}", text))


def shown_values(call: Captured) -> str:
    """Every value of a call, without the names of members."""
    try:
        body = json.loads(call.body)
    except ValueError:
        body = dict(parse_qsl(call.body.decode(), keep_blank_values=True))
    told = [str(value) for _, value in leaves([body, dict(call.headers)])]
    return " ".join([*told, *dict(parse_qsl(call.query)).values()])


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}-{path.stem}" for path in FILES])
def test_nothing_of_a_documented_delivery_survives_but_the_messenger_s_own_words(path: Path) -> None:
    call = read(path)
    own = at(call.channel).account.values()

    after = redacted(call, *own)

    survived = words(shown_values(after)) & words(shown_values(call))
    assert survived <= OURS | words(" ".join([*own, *kinds(call)]))


@pytest.mark.parametrize("channel", SIGNATURES)
def test_a_file_shows_where_the_proof_of_a_call_stood(channel: str) -> None:
    signer = Signer(
        installation=at(channel), key=KEY, url="https://chat.example", now=NOW, connector=own_connector()
    )

    proof = SIGNATURES[channel](signer, understood({"channel": channel, "body": {}}))

    assert set(proof) - HEADERS == set(), "name the header in cli/deliveries/redaction.py"


def test_no_member_that_may_tell_of_somebody_is_taken_for_a_kind() -> None:
    assert not PERSONAL & (KINDS | COUNTS | TIMES)


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}-{path.stem}" for path in FILES])
def test_a_redacted_delivery_gives_as_many_turns_of_the_same_kinds(path: Path) -> None:
    call = read(path)
    installation = at(call.channel)

    after = run(redacted(call, *installation.account.values()), installation=installation)

    assert after.status == call.expected.status
    assert [turn["content"]["kind"] for turn in after.turns] == [
        turn["content"]["kind"] for turn in call.expected.turns or ()
    ]


def test_what_stands_for_a_message_that_is_answered_to_still_does() -> None:
    body = in_a_body(redacted(a_call(text='<quoted messageId="1766459970384"/> London')))

    assert re.fullmatch(r'<quoted messageId="999[0-9]{10}"/> (?!London)\w{6}', body["text"])


@pytest.mark.parametrize("connector", CONNECTORS)
def test_a_connector_of_teams_stays_one(connector: str) -> None:
    body = in_a_body(redacted(a_call(serviceUrl=f"{connector}/amer/{TENANT}/")))

    assert service_url(body["serviceUrl"]).startswith(connector)
    assert TENANT not in body["serviceUrl"]


def test_secrets_are_replaced_and_what_tells_of_the_way_is_left_out() -> None:
    after = redacted(a_call(update_id=1))

    assert set(after.headers) == {
        "authorization",
        "content-type",
        "x-slack-signature",
        "x-telegram-bot-api-secret-token",
    }
    assert re.fullmatch(r"Bearer \w+\.\w+\.\w+", after.headers["authorization"])
    assert re.fullmatch(r"v0=[0-9a-f]{64}", after.headers["x-slack-signature"])
    assert not words(" ".join(after.headers.values())) & words(" ".join(SECRETS.values())) - {"Bearer"}


def test_the_same_has_the_same_stand_in_wherever_it_stands() -> None:
    said = {"user": 7000000042, "name": "Ada_L", "text": "@ada_l is 7000000042", "q": "7000000042"}

    body = in_a_body(redacted(a_call(**said)))

    assert body["text"] == f"@{body['name'].lower()} {body['text'].split()[1]} {body['user']}"
    assert body["q"] == str(body["user"])


def test_another_salt_gives_other_stand_ins() -> None:
    assert StandIns(salt=b"other").of("Ada Lovelace") != STAND_INS.of("Ada Lovelace")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Ada Lovelace", r"[A-Z][a-z]{2} [A-Z][a-z]{7}"),
        ("Мне нужна", r"[\u0400-\u04ff]{3} [\u0400-\u04ff]{5}"),
        ("東京ホテル", r"[\u4e00-\u9fff]{2}[\u30a0-\u30ff]{3}"),
        ("+1 (555) 010-0123", r"\+\d \(\d{3}\) \d{3}-\d{4}"),
        ("+15550100123", r"\+999\d{8}"),
        ("ada@example.com", r"[a-z]{3}@[a-z]{7}\.[a-z]{3}"),
        ("SM5ef8732a3c49700934481addd5ce1659", r"SM[0-9a-f]{32}"),
        (
            "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f",
            r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        ),
        ("U02AB3CD4", r"U\d\d[A-Z]{2}\d[A-Z]{2}\d"),
        ("2026-11-22T01:29:58.427Z", r"2026-01-02T03:04:05\.678Z"),
        ("2026-11-22T01:29:58+02:00", r"2026-01-02T03:04:05\+02:00"),
    ],
)
def test_a_stand_in_has_the_shape_and_the_script_of_what_it_stands_for(text: str, shape: str) -> None:
    stand_in = STAND_INS.of(text)

    assert re.fullmatch(shape, stand_in)
    assert stand_in != text


@given(st.text(max_size=200))
def test_offsets_into_a_text_stay_right(text: str) -> None:
    stand_in = STAND_INS.of(text)

    assert len(stand_in) == len(text)
    assert len(stand_in.encode("utf-16", "surrogatepass")) == len(text.encode("utf-16", "surrogatepass"))


@given(st.text(st.characters(categories=["L"], max_codepoint=0x2FFF), min_size=5, max_size=40))
def test_no_letter_stays_where_its_script_has_another(word: str) -> None:
    stand_in = STAND_INS.of(word)

    lonely = {letter for letter in word if not others_of(letter)}
    assert [a for a, b in zip(word, stand_in, strict=True) if a == b and a not in lonely] == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    )
)
def test_whatever_json_comes_is_redacted_into_json_of_the_same_form(value: object) -> None:
    after = redacted(a_call(value=value))

    assert type(in_a_body(after)["value"]) is type(value) or isinstance(value, str)
    assert json.loads(written(after))["channel"] == "telegram"


def test_ids_that_are_names_of_members_are_replaced() -> None:
    body = in_a_body(redacted(a_call(values={"B1xYz9": {"plan": "personal"}})))

    ((block, inner),) = body["values"].items()
    assert block != "B1xYz9"
    assert list(inner) == ["plan"]


def test_json_inside_a_form_is_redacted_like_any_other() -> None:
    form = urlencode({"payload": json.dumps({"type": "block_actions", "user": {"name": "ada.lovelace"}})})
    call = Captured(channel="slack", body=form.encode(), headers={"content-type": FORM})

    payload = json.loads(dict(parse_qsl(redacted(call).body.decode()))["payload"])

    assert payload["type"] == "block_actions"
    assert re.fullmatch(r"[a-z]{3}\.[a-z]{8}", payload["user"]["name"])
    assert payload["user"]["name"] != "ada.lovelace"


@pytest.mark.parametrize("depth", [50, *range(200, 1000, 20), 100_000])
def test_what_is_nested_deeper_than_can_be_read_tells_nothing_and_has_its_file(
    depth: int, tmp_path: Path
) -> None:
    attack = "[" * depth + '"Ann of Zanzibar"' + "]" * depth
    file = tmp_path / "attack.json"

    made = redacted(Captured(channel="telegram", body=attack.encode()))
    file.write_text(written(made), encoding="utf-8")

    assert "Zanzibar" not in file.read_text()
    assert read(file).body == made.body


def test_what_was_expected_of_the_real_call_is_not_told() -> None:
    call = understood({"channel": "telegram", "body": {}, "gives": [{"speaker": "Ada"}], "reads": "Ada"})

    assert "Ada" not in written(redacted(call))
