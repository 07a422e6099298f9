"""Stage files: what is read from them, and what a bad one is answered with."""

import re
from pathlib import Path
from uuid import UUID

import pytest

from stacks.channels import MESSENGERS
from stacks.log import KEPT
from stacks.numbers import LOG_DAYS
from stacks.read_stage import read_socket_life, read_stage
from stacks.stage import WEB, Alias, Domain, WeatherService
from stacks.stage_file import StageError
from tests.stacks.conftest import ROOT, run_app

GOOD = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")
AGENTLESS = re.sub(r"(?m)^ +dialogflow: .*\n", "", GOOD)
TABLELESS = re.sub(r"(?m)^bookings: .*\n", "", GOOD)


def _write(root: Path, text: str) -> Path:
    (root / "stages").mkdir()
    (root / "stages" / "mine.yaml").write_text(text, encoding="utf-8")
    return root


CERTIFICATE = f"arn:aws:acm:us-east-1:123456789012:certificate/{UUID(int=1)}"
# A site that the stacks serve themselves.
OURS = (
    GOOD.replace("site: false", "site: true")
    .replace("site_origin: http://127.0.0.1:8000", "")
    .replace("websocket: site", "websocket: api")
)
BAD = {
    "a watch that is neither kept nor not": (
        GOOD.replace("watch: false", "watch: sometimes"),
        "watch is 'sometimes': write true or false",
    ),
    "somebody to tell of what nobody watches": (
        f"{GOOD}\nalarm_email: on-call@example.com\n",
        "alarm_email is no setting: remove it, or write",
    ),
    "somebody who has no address": (
        GOOD.replace("watch: false", "watch: true\nalarm_email: on-call"),
        "alarm_email is 'on-call': write an address as on-call@example.com",
    ),
    "a site that is neither ours nor another's": (
        GOOD.replace("site: false", "site: cloudfront"),
        "site is 'cloudfront': write true or false",
    ),
    "an origin for a site that gets its own": (
        f"{OURS}\nsite_origin: https://a.example\n",
        "site_origin is no setting: remove it, or write",
    ),
    "a socket at a site of ours": (
        OURS.replace("websocket: api", "websocket: site"),
        "websocket is 'site': write api",
    ),
    "a domain for a site of another's": (
        f"{GOOD}\ndomain:\n  name: chat.example.com\n",
        "domain is no setting: remove it, or write",
    ),
    "a domain that is an origin": (
        f"{OURS}\ndomain:\n  name: https://chat.example.com\n  certificate_arn: {CERTIFICATE}\n",
        "domain.name is 'https://chat.example.com': write a name as chat.example.com",
    ),
    "a certificate where CloudFront does not look": (
        f"{OURS}\ndomain:\n  name: a.example\n  certificate_arn: {CERTIFICATE}\n".replace(
            "us-east", "eu-west"
        ),
        "write the ARN of a certificate in us-east-1, where CloudFront looks for it",
    ),
    "a weather service without encryption": (
        GOOD.replace("https://api.open-meteo.com", "http://api.open-meteo.com"),
        "weather.url is 'http://api.open-meteo.com': write an address as https://api.open-meteo.com",
    ),
    "a weather service without an address": (
        GOOD.replace("  url: https://api.open-meteo.com\n", ""),
        "weather.url is missing: write an address as https://api.open-meteo.com",
    ),
    "no mapping": ("", "stages/mine.yaml: is no mapping"),
    "no YAML": ("bots: [", "stages/mine.yaml: cannot be read: while parsing"),
    "a key written twice": (
        GOOD.replace("    text_limit: 1024", "    text_limit: 1024\n  web:\n    channel: web"),
        "stages/mine.yaml: cannot be read: found web twice; keep one of them",
    ),
    "a missing key": (
        GOOD.replace("protected: false", ""),
        "stages/mine.yaml: protected is missing: write true or false",
    ),
    "an empty key": (
        GOOD.replace("bot: travel", "bot:", 1),
        "installations.web.bot is missing: write travel",
    ),
    "a misspelt key": (
        GOOD.replace("daily_budget", "daily_bugdet"),
        "bots.travel.daily_budget is missing: write a whole number from 1 to 10000000",
    ),
    "a key too many": (
        GOOD.replace("text_limit: 1024", "text_limit: 1024\n    origin: [https://a.example]"),
        "installations.web.origin is no setting: remove it, or write origins",
    ),
    "a key too many at the top": (
        f"{GOOD}\nlimit: 1\n",
        "mine.yaml: limit is no setting: remove it, or write limits",
    ),
    "a page for a messenger": (
        GOOD.replace("channel: telegram", "channel: telegram\n    origins: [https://a.example]"),
        "installations.telegram.origins is no setting: remove it, or write",
    ),
    "a channel nobody speaks": (
        GOOD.replace("channel: telegram", "channel: pigeon"),
        "installations.telegram.channel is 'pigeon': write web or telegram",
    ),
    "an id of the wrong length": (
        GOOD.replace("TRAVELBOT1", "TRAVELBOT"),
        "bots.travel.bot_id is 'TRAVELBOT': write the 10 letters and digits that Lex shows for it",
    ),
    "a bot without its alias": (
        GOOD.replace("    alias_id: LOCALALIAS\n", ""),
        "for it, or leave out bot_id and alias_id and it is made",
    ),
    "an alias without its bot": (
        GOOD.replace("    bot_id: TRAVELBOT1\n", ""),
        "bots.travel.bot_id is missing: write the 10 letters and digits",
    ),
    "a misspelt id": (
        GOOD.replace("    bot_id: TRAVELBOT1\n    alias_id: LOCALALIAS\n", "    aliasid: LOCALALIAS\n"),
        "bots.travel.aliasid is no setting: remove it, or write alias_id",
    ),
    "a bot nobody declared": (
        GOOD.replace("bot: travel", "bot: travle", 1),
        "installations.web.bot is 'travle': write travel",
    ),
    "an engine nobody speaks": (
        GOOD.replace("engine: lex", "engine: eliza"),
        "bots.travel.engine is 'eliza': write lex or dialogflow",
    ),
    "a second engine that is the first": (
        GOOD.replace("engine: lex", "engine: lex\n    second: lex"),
        "bots.travel.second is 'lex': write dialogflow",
    ),
    "an engine for what is no locale": (
        GOOD.replace("engine: lex", "engine: lex\n    locales: {spanish: {engine: dialogflow}}"),
        "bots.travel.locales.spanish is no locale: write a locale of the bot as es-ES",
    ),
    "a locale without an engine": (
        GOOD.replace("engine: lex", "engine: lex\n    locales: {es-ES: {second: dialogflow}}"),
        "bots.travel.locales.es-ES.engine is missing: write lex or dialogflow",
    ),
    "a second engine that cannot be called": (
        AGENTLESS.replace("engine: lex", "engine: lex\n    second: dialogflow"),
        "bots.travel.dialogflow is missing: write its settings below it, indented",
    ),
    "too few slots": (
        GOOD.replace("engine_slots: 10", "engine_slots: 1"),
        "bots.travel.engine_slots is 1: write a whole number from 2 to 1000",
    ),
    "a number as text": (
        GOOD.replace("daily_budget: 20000", "daily_budget: many"),
        "bots.travel.daily_budget is 'many': write a whole number",
    ),
    "a yes as a number": (
        GOOD.replace("text_limit: 1024", "text_limit: true"),
        "installations.web.text_limit is True: write a whole number",
    ),
    "a number as a yes": (
        GOOD.replace("protected: false", "protected: 0"),
        "protected is 0: write true or false",
    ),
    "a retention that logs do not know": (
        GOOD.replace("log_days: 7", "log_days: 8"),
        "retention.log_days is 8: write one of 7, 14, 30, 60, 90, 180, 365",
    ),
    "an origin with a path": (
        GOOD.replace("127.0.0.1:8000", "127.0.0.1:8000/chat"),
        "site_origin is 'http://127.0.0.1:8000/chat': write an origin as https://chat.example.com",
    ),
    "an origin in clear text": (
        GOOD.replace("http://127.0.0.1:8000", "http://chat.example.com"),
        "site_origin is 'http://chat.example.com': write an origin",
    ),
    "an origin of a host page in clear text": (
        GOOD.replace("text_limit: 1024", "text_limit: 1024\n    origins: [http://a.example]"),
        "installations.web.origins is 'http://a.example': write an origin",
    ),
    "origins that are no list": (
        GOOD.replace("text_limit: 1024", "text_limit: 1024\n    origins: https://a.example"),
        "installations.web.origins is 'https://a.example': write",
    ),
    "a runtime without its architecture": (
        GOOD.replace("lambdas: host", "lambdas: python3.13"),
        "lambdas is 'python3.13': write a runtime and an architecture as python3.13 arm64, or host",
    ),
    "bookings in a word that is not known": (
        f"{TABLELESS}\nbookings: shelf\n",
        "bookings is 'shelf': write table, or a service's url below it, indented",
    ),
    "bookings that say nothing": (
        f"{TABLELESS}\nbookings:\n",
        "bookings is missing: write table, or a service's url below it, indented",
    ),
    "a booking service in clear text": (
        f"{TABLELESS}\nbookings: {{url: http://bookings.example.com}}\n",
        "bookings.url is 'http://bookings.example.com': write an address as https://bookings.example.com/v1",
    ),
    "a booking service's address that ends in a slash": (
        f"{TABLELESS}\nbookings: {{url: https://bookings.example.com/}}\n",
        "bookings.url is 'https://bookings.example.com/': write an address",
    ),
    "a booking service's token in the file": (
        f"{TABLELESS}\nbookings: {{url: https://bookings.example.com, token: t0ken}}\n",
        "bookings.token is no setting: remove it, or write url",
    ),
    "a section that is a value": (
        GOOD.split("bots:", maxsplit=1)[0] + "bots: travel\ninstallations: {}\n",
        "bots is 'travel': write its settings below it, indented",
    ),
    "a bot whose name is no text": (
        GOOD.replace("  travel:", "  1:"),
        'bots.1 is no name: write it in quotes: "1"',
    ),
    "a bot whose name Lex does not take": (
        GOOD.replace("  travel:", "  travel--bot:"),
        "bots.travel--bot is no name: write 1 to 31 lower-case letters, digits and single hyphens",
    ),
    "a bot whose name is no name": (
        GOOD.replace("  travel:", "  Travel Bot:"),
        "bots.Travel Bot is no name: write 1 to 31 lower-case letters",
    ),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD.keys())
def test_a_bad_stage_file_is_refused_with_its_key_and_the_mend(text: str, said: str, tmp_path: Path) -> None:
    root = _write(tmp_path, text)

    with pytest.raises(StageError) as refusal:
        read_stage(root, "mine")

    assert said in str(refusal.value)


def test_every_bad_stage_file_of_these_tests_is_bad_in_one_place_only(tmp_path: Path) -> None:
    root = _write(tmp_path, GOOD)

    assert read_stage(root, "mine").name == "mine"


def test_a_stage_nobody_wrote_is_refused_with_those_that_are_there(tmp_path: Path) -> None:
    root = _write(tmp_path, GOOD)

    with pytest.raises(StageError, match=r"stages/test\.yaml: is missing: .* one of mine"):
        read_stage(root, "test")


def test_a_stage_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(StageError, match="is no stage"):
        read_stage(tmp_path, "../stages/local")


def test_a_site_given_by_hand_stands_for_the_one_of_the_file() -> None:
    stage = read_stage(ROOT, "local", site_origin="http://127.0.0.1:9000")

    assert stage.websocket_url == "ws://127.0.0.1:9000/ws"
    assert stage.site_origin == "http://127.0.0.1:9000"


def test_a_site_given_by_hand_must_be_an_origin() -> None:
    with pytest.raises(StageError, match=r"-c site=127\.0\.0\.1:9000 is no origin"):
        read_stage(ROOT, "local", site_origin="127.0.0.1:9000")


def test_sockets_may_be_ended_sooner_than_api_gateway_ends_them_and_no_later() -> None:
    life = read_socket_life(idle_s="6", connection_s=None)

    assert (life.idle_s, life.connection_s) == (6, 7_200)
    assert read_stage(ROOT, "local", socket_life=life).socket_life == life
    for written in ("0", "601", "6.5", "soon"):
        with pytest.raises(StageError, match=f"-c idle_s={written} is no such time: write 1 to 600 seconds"):
            read_socket_life(idle_s=written, connection_s=None)


def test_pages_of_others_may_open_an_installation_besides_our_own(tmp_path: Path) -> None:
    text = GOOD.replace("text_limit: 1024", "text_limit: 1024\n    origins: [https://a.example]")

    stage = read_stage(_write(tmp_path, text), "mine")

    assert stage.installations["web"].origins == ("https://a.example",)


def test_a_site_of_ours_has_the_name_that_the_stage_gives_it(tmp_path: Path) -> None:
    text = f"{OURS}\ndomain:\n  name: chat.example.com\n  certificate_arn: {CERTIFICATE}\n"

    stage = read_stage(_write(tmp_path, text), "mine")

    assert stage.site_origin is None
    assert stage.domain == Domain(name="chat.example.com", certificate_arn=CERTIFICATE)


def test_of_a_site_that_somebody_else_serves_no_front_is_trusted(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^ +(dialogflow: .*|providers:|Corp: .*)\n", "", GOOD)
    text = text.replace("lambdas: host", "lambdas: python3.13 arm64")

    assert read_stage(_write(tmp_path, text), "mine").front_place == 0


def test_places_are_found_where_the_weather_is_unless_the_stage_says_otherwise(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^  places_url: .*\n", "", GOOD)

    weather = read_stage(_write(tmp_path, text), "mine").weather

    assert weather == WeatherService(
        url="https://api.open-meteo.com", places_url="https://api.open-meteo.com"
    )


def test_the_weather_of_the_production_stage_is_switched_on_by_its_comment(tmp_path: Path) -> None:
    written = (ROOT / "stages" / "production.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^# (weather:|  url: |  places_url: )", r"\1", written)

    assert read_stage(ROOT, "production").weather is None
    assert read_stage(_write(tmp_path, text), "mine").weather == read_stage(ROOT, "local").weather


def test_the_messengers_of_the_production_stage_are_switched_on_by_their_comments(tmp_path: Path) -> None:
    written = (ROOT / "stages" / "production.yaml").read_text(encoding="utf-8")
    before, heading, after = written.partition("\ninstallations:\n")
    text = before + heading + re.sub(r"(?m)^  # ", "  ", after)

    installed = read_stage(_write(tmp_path, text), "mine").installations

    assert {each.channel for each in installed.values()} == {WEB, *MESSENGERS}


def test_a_stage_needs_no_weather(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^weather:.*\n(  .*\n)+", "", GOOD)

    assert read_stage(_write(tmp_path, text), "mine").weather is None


def test_a_site_of_ours_needs_no_name(tmp_path: Path) -> None:
    stage = read_stage(_write(tmp_path, OURS), "mine")

    assert (stage.site_origin, stage.domain, stage.websocket_url) == (None, None, None)


def test_a_bot_without_ids_is_made_and_one_with_ids_exists(tmp_path: Path) -> None:
    ids = "    bot_id: TRAVELBOT1\n    alias_id: LOCALALIAS\n"
    travel = GOOD[GOOD.index("  travel:") : GOOD.index("  concierge:")]
    made = travel.replace("travel:", "made:").replace(ids, "")

    stage = read_stage(_write(tmp_path, GOOD.replace("\ninstallations:", f"{made}\ninstallations:")), "mine")

    assert stage.made_bots == ("made",)
    assert stage.aliases == {
        "travel": Alias(bot_id="TRAVELBOT1", alias_id="LOCALALIAS"),
        "concierge": Alias(bot_id="CONCIERGE1", alias_id="LOCALALIAS"),
    }


def test_bots_that_share_the_queue_share_the_slots_of_the_smallest(tmp_path: Path) -> None:
    travel = GOOD[GOOD.index("  travel:") : GOOD.index("  concierge:")]
    small = travel.replace("travel:", "small:").replace("engine_slots: 10", "engine_slots: 2")

    stage = read_stage(_write(tmp_path, GOOD.replace("\ninstallations:", f"{small}\ninstallations:")), "mine")

    assert stage.engine_slots == 2


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("", None),
        ("bookings: table\n", None),
        ("bookings:\n  url: https://bookings.example.com/v1\n", "https://bookings.example.com/v1"),
        ("bookings: {url: http://127.0.0.1:8010}\n", "http://127.0.0.1:8010"),
    ],
)
def test_stays_are_booked_in_our_table_or_at_a_service(written: str, url: str | None, tmp_path: Path) -> None:
    root = _write(tmp_path, TABLELESS + written)

    assert read_stage(root, "mine").bookings_url == url


def test_logs_can_be_kept_for_whatever_a_stage_may_say() -> None:
    assert set(KEPT) == set(LOG_DAYS)


def test_the_app_says_how_a_setting_is_written(tmp_path: Path) -> None:
    done = run_app("-c", "production", home=tmp_path)

    assert done.returncode == 2
    assert "production is no setting: write it as stage=production" in done.stderr


def test_the_app_says_in_one_line_what_is_wrong_with_a_stage(tmp_path: Path) -> None:
    done = run_app("-c", "stage=nowhere", home=tmp_path)

    assert done.returncode == 1
    assert done.stderr.strip() == (
        "stages/nowhere.yaml: is missing: write it, or take one of local, production as the stage"
    )


def test_a_bot_may_have_a_second_engine_and_other_engines_for_single_locales(tmp_path: Path) -> None:
    locales = "locales: {es-ES: {engine: dialogflow, second: lex}, fr-FR: {engine: lex}}"
    text = GOOD.replace("engine: lex", f"engine: lex\n    second: dialogflow\n    {locales}")

    bot = read_stage(_write(tmp_path, text), "mine").bots["travel"]

    assert bot.every == ("lex", "dialogflow")
    assert bot.locales == {"es-ES": ("dialogflow", "lex"), "fr-FR": ("lex",)}
    assert bot.engines == {"lex", "dialogflow"}


def test_a_bot_of_one_engine_has_no_other(tmp_path: Path) -> None:
    bot = read_stage(_write(tmp_path, GOOD), "mine").bots["travel"]

    assert bot.every == ("lex",)
    assert bot.locales == {}
    assert bot.engines == {"lex"}
