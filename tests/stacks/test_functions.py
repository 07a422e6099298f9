"""The Lambdas themselves: what they are told, how long they may take, where they log."""

import json
import platform
import sys
from dataclasses import fields
from typing import Any

import pytest

from lambdas.connection.settings import Settings as ConnectionSettings
from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import read_bots
from lambdas.domain.talk import SILENT, read_talks
from lambdas.domain.wording import read_texts
from lambdas.flows.link.refresh import LEASE
from lambdas.flows.link.tell import LONGEST_DELAY_S, PAST_END_S
from lambdas.flows.offer import LASTING
from lambdas.fulfilment.settings import Settings as FulfilmentSettings
from lambdas.link.settings import Settings as LinkSettings
from lambdas.request.settings import Settings as RequestSettings
from lambdas.response.settings import Settings as ResponseSettings
from tests.stacks.assembly import FUNCTIONS, Assembly, readable

TELEGRAM = InstallationId("telegram")
SETTINGS: dict[str, Any] = {
    "Request": RequestSettings,
    "Connection": ConnectionSettings,
    "Response": ResponseSettings,
    "Fulfilment": FulfilmentSettings,
    "Link": LinkSettings,
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_lambda_is_told_exactly_what_it_asks_for(assembly: Assembly, function: str) -> None:
    told = set(assembly.environment(function))

    assert told == {field.name.upper() for field in fields(SETTINGS[function])}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_a_lambda_takes_for_a_number_is_one(assembly: Assembly, function: str) -> None:
    environment = assembly.environment(function)

    numbers = {field.name.upper() for field in fields(SETTINGS[function]) if field.type is int}
    assert all(environment[name].isdigit() for name in numbers)


def test_names_and_addresses_are_those_of_the_resources(assembly: Assembly) -> None:
    response, fulfilment = assembly.environment("Response"), assembly.environment("Fulfilment")

    told = {name: response[name] for name in response if name.endswith(("_TABLE", "_ARN", "_ID", "_URL"))}
    assert told == {
        "QUEUE_URL": "Turns",
        "LATER_QUEUE_URL": "Later",
        "CONNECTIONS_TABLE": "Connections",
        "SESSIONS_TABLE": "Sessions",
        "TOKENS_TABLE": "Tokens",
        "OPERATIONS_TABLE": "Operations",
        "ENVELOPE_KEY_ARN": "EnvelopeKey",
        "LINKS_KEY_ARN": "LinksKey",
        "WEBSOCKET_API_ID": "SocketsApi",
    }
    assert fulfilment["BOOKINGS_TABLE"] == "Bookings"
    assert fulfilment["ENVELOPE_KEY_ARN"] == "EnvelopeKey"
    assert (fulfilment["BOOKINGS_URL"], fulfilment["BOOKINGS_TOKEN_ARN"]) == ("", "")
    assert (fulfilment["TOKENS_TABLE"], fulfilment["TOKENS_KEY_ARN"]) == ("Tokens", "TokensKey")
    assert assembly.environment("Connection")["DOOR_KEY_ARN"] == "DoorKey"
    assert assembly.environment("Connection")["LINKS_KEY_ARN"] == "LinksKey"
    assert assembly.environment("Request")["QUEUE_URL"] == "Turns"


def test_the_times_of_a_turn_hang_together(assembly: Assembly) -> None:
    timeouts = {name: assembly.properties(f"{name}Function")["Timeout"] for name in FUNCTIONS}
    response = assembly.environment("Response")

    assert timeouts == {"Request": 5, "Connection": 5, "Response": 10, "Fulfilment": 5, "Link": 10}
    assert response["ENGINE_TIMEOUT_S"] == "6"
    assert assembly.environment("Fulfilment")["BOOKINGS_TIMEOUT_S"] == "3"
    assert assembly.environment("Fulfilment")["WEATHER_TIMEOUT_S"] == "3"
    assert response["LAST_RECEIVE"] == "3"
    assert response["INBOX_S"] == str(48 * 3_600)
    assert response["SENDING_S"] == str(24 * 3_600)


def test_each_time_of_a_turn_leaves_room_for_the_one_within_it(assembly: Assembly) -> None:
    timeouts = {name: assembly.properties(f"{name}Function")["Timeout"] for name in FUNCTIONS}
    response, turns = assembly.environment("Response"), assembly.properties("Turns")

    engine_s = int(response["ENGINE_TIMEOUT_S"])
    assert int(assembly.environment("Fulfilment")["BOOKINGS_TIMEOUT_S"]) < timeouts["Fulfilment"] < engine_s
    assert engine_s < timeouts["Response"] < turns["VisibilityTimeout"]
    assert int(response["LAST_RECEIVE"]) < turns["RedrivePolicy"]["maxReceiveCount"]
    assert int(response["SENDING_S"]) < int(response["INBOX_S"])
    assert assembly.properties("Later")["VisibilityTimeout"] == 6 * timeouts["Request"]


def test_who_renews_tokens_alone_is_over_before_another_may(assembly: Assembly) -> None:
    link, login_s = assembly.properties("LinkFunction"), int(assembly.environment("Link")["LOGIN_S"])

    assert link["Timeout"] <= LEASE.total_seconds()
    # What a login comes to is told by a message that waits no longer than a queue lets it.
    assert login_s + PAST_END_S <= LONGEST_DELAY_S


def test_a_ticket_lives_a_minute_a_visitor_a_month_and_a_connection_two_hours(assembly: Assembly) -> None:
    connection = assembly.environment("Connection")

    lives = {name: int(connection[name]) for name in ("TICKET_S", "VISITOR_S", "IDLE_S", "CONNECTION_S")}
    assert lives == {"TICKET_S": 60, "VISITOR_S": 30 * 86_400, "IDLE_S": 600, "CONNECTION_S": 2 * 3_600}


def test_tickets_of_a_network_are_counted_as_the_stage_says(local: Assembly, production: Assembly) -> None:
    names = ("DOOR_TICKETS", "DOOR_S")

    told = [[stage.environment("Connection")[name] for name in names] for stage in (local, production)]

    assert told == [["10000", "60"], ["300", "300"]]


def test_a_caller_s_address_is_where_the_front_of_the_stage_writes_it(
    local: Assembly, production: Assembly
) -> None:
    names = ("FRONT_PLACE", "FRONT_PROOF")

    told = [[stage.environment("Connection")[name] for name in names] for stage in (local, production)]

    assert told == [["1", ""], ["2", "{StackId}"]]


def test_a_result_outlives_every_turn_that_could_ask_for_it_again(assembly: Assembly) -> None:
    kept_s = int(assembly.environment("Fulfilment")["RESULT_S"])

    waiting_s = assembly.properties("Turns")["MessageRetentionPeriod"]
    dead_s = assembly.properties("DeadTurns")["MessageRetentionPeriod"]
    assert kept_s >= waiting_s + dead_s


def test_installations_and_bots_are_what_the_lambdas_read(local: Assembly) -> None:
    response = local.environment("Response")

    installation = local.installations("Connection")[InstallationId("web")]
    bot = read_bots(response["BOTS"])[BotId("travel")]

    assert (installation.id, installation.channel, installation.bot) == ("web", "web", "travel")
    assert list(installation.locales) == ["en-US", "es-ES"]
    assert list(installation.origins) == ["http://127.0.0.1:8000"]
    assert installation.text_limit == 1024
    assert (bot.id, bot.engine, bot.bot_id, bot.alias_id) == ("travel", "lex", "TRAVELBOT1", "LOCALALIAS")
    assert (bot.memory_s, bot.daily_budget) == (300, 20_000)


def test_a_messenger_is_served_by_no_page_and_its_text_is_as_long_as_the_engine_takes(
    assembly: Assembly,
) -> None:
    telegram = assembly.installations("Request")[TELEGRAM]

    assert (telegram.channel, telegram.bot) == ("telegram", "travel")
    assert list(telegram.locales) == ["en-US", "es-ES"]
    assert list(telegram.origins) == []
    assert telegram.text_limit == 1024
    assert telegram.commands == {
        "en-US": {"start": "Hello", "help": "Help"},
        "es-ES": {"start": "Hola", "help": "Ayuda"},
    }


def test_the_door_opens_to_the_page_that_the_stage_serves(local: Assembly, production: Assembly) -> None:
    here, there = (stage.installations("Connection")[InstallationId("web")] for stage in (local, production))

    assert list(here.origins) == ["http://127.0.0.1:8000"]
    assert list(there.origins) == ["https://SiteDistribution"]


def test_only_request_hears_of_the_webhook_secret_and_who_speaks_for_the_bot_of_the_token(
    assembly: Assembly,
) -> None:
    doors = ("Request", "Connection", "Response", "Link")

    told = {door: assembly.installations(door) for door in doors}
    secrets = {
        door: (installations[TELEGRAM].webhook_secret_arn, installations[TELEGRAM].token_arn)
        for door, installations in told.items()
        if TELEGRAM in installations
    }

    assert secrets == {
        "Request": ("MessengersTelegramWebhookSecret", ""),
        "Response": ("", "MessengersTelegramToken"),
        "Link": ("", "MessengersTelegramToken"),
    }
    assert TELEGRAM not in told["Connection"]


def test_a_laptop_opens_the_socket_at_the_site_and_an_account_at_the_api(
    local: Assembly, production: Assembly
) -> None:
    urls = [stage.environment("Connection")["WEBSOCKET_URL"] for stage in (local, production)]

    assert urls == ["ws://127.0.0.1:8000/ws", "wss://SocketsApi.execute-api.{Region}.{URLSuffix}/v1"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_production_runs_on_arm_and_a_laptop_on_what_it_is(
    local: Assembly, production: Assembly, function: str
) -> None:
    there, here = production.properties(f"{function}Function"), local.properties(f"{function}Function")

    assert (there["Runtime"], there["Architectures"]) == ("python3.13", ["arm64"])
    assert here["Runtime"] == f"python3.{sys.version_info.minor}"
    assert here["Architectures"] == ["arm64" if platform.machine() in {"arm64", "aarch64"} else "x86_64"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_lambda_logs_json_into_a_group_of_its_own_that_forgets(assembly: Assembly, function: str) -> None:
    logging = assembly.properties(f"{function}Function")["LoggingConfig"]

    assert logging["LogFormat"] == "JSON"
    assert readable(logging["LogGroup"]) == f"{function}Log"
    days = {"local": 7, "production": 90}[assembly.stage]
    assert assembly.properties(f"{function}Log")["RetentionInDays"] == days


def test_tries_that_go_on_for_a_day_are_no_loop_that_lambda_ends(assembly: Assembly) -> None:
    allowed = {name: assembly.properties(f"{name}Function").get("RecursiveLoop") for name in FUNCTIONS}

    assert allowed == {
        "Request": "Allow",
        "Response": "Allow",
        "Link": "Allow",
        "Connection": None,
        "Fulfilment": None,
    }


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_lambda_is_traced(assembly: Assembly, function: str) -> None:
    assert assembly.properties(f"{function}Function")["TracingConfig"] == {"Mode": "Active"}


def test_each_lambda_carries_of_its_bots_what_it_says_itself_and_nothing_else(assembly: Assembly) -> None:
    response, fulfilment = (
        (assembly.bundle(function) / "bots.json").read_text(encoding="utf-8")
        for function in ("Response", "Fulfilment")
    )
    travel = BotId("travel")

    wording = read_texts(fulfilment).of(bot=travel, locale="en-US", intent="BookHotel")
    assert "nothing was booked" in wording.say("failed")
    assert read_talks(response)[travel]["en-US"].languages["en espanol"] == "es-ES"
    assert read_talks(fulfilment)[travel]["en-US"] == SILENT
    assert read_texts(response).by_bot[travel]["en-US"] == {}


def test_every_bot_has_an_installation_of_its_own_on_a_laptop(local: Assembly) -> None:
    installations = local.installations("Connection")

    assert {each.id: each.bot for each in installations.values()} == {
        "web": "travel",
        "concierge": "concierge",
    }


def test_fulfilment_is_told_where_the_weather_is_asked(local: Assembly, production: Assembly) -> None:
    names = ("WEATHER_URL", "WEATHER_PLACES_URL")

    here, there = (
        tuple(stage.environment("Fulfilment")[name] for name in names) for stage in (local, production)
    )

    assert here == ("https://api.open-meteo.com", "https://geocoding-api.open-meteo.com")
    assert there == ("", "")


def test_link_is_told_where_people_sign_in_and_what_they_allow(production: Assembly) -> None:
    link = production.environment("Link")

    pool = "https://Users"
    told = {name: link[name] for name in ("ISSUER", "JWKS_URL", "HOSTED_UI", "CLIENT_ID", "SITE_ORIGIN")}
    assert told == {
        "ISSUER": pool,
        "JWKS_URL": f"{pool}/.well-known/jwks.json",
        "HOSTED_UI": "https://parley-production-{AccountId}.auth.{Region}.amazoncognito.com",
        "CLIENT_ID": "AppClient",
        "SITE_ORIGIN": "https://SiteDistribution",
    }
    assert json.loads(link["SCOPES"]) == {
        "bookings.read": {"en": "See your bookings", "es": "Ver sus reservas"}
    }
    assert (link["LOGIN_S"], link["REFRESH_DAYS"]) == ("600", "30")
    assert int(link["LOGIN_S"]) == LASTING.total_seconds()


def test_those_who_ask_link_know_its_name(assembly: Assembly) -> None:
    named = [
        assembly.environment("Response")["LINK_FUNCTION"],
        assembly.environment("Fulfilment")["LINK_FUNCTION"],
        assembly.properties("LinkFunction")["FunctionName"],
    ]

    assert named == [f"parley-{assembly.stage}-link"] * 3


def test_an_environment_holds_of_installations_only_what_a_deployment_makes_known(assembly: Assembly) -> None:
    told = {door: json.loads(assembly.environment(door)["INSTALLATIONS"]) for door in ("Request", "Response")}

    assert told["Request"]["installations"]["telegram"] == {
        "webhook_secret_arn": "MessengersTelegramWebhookSecret"
    }
    assert told["Response"]["installations"]["telegram"] == {"token_arn": "MessengersTelegramToken"}
    assert all(each.keys() == {"installations"} for each in told.values())
    assert "web" not in told["Response"]["installations"]


def test_link_may_read_the_tokens_of_those_alone_whose_buttons_tell_who_pressed(assembly: Assembly) -> None:
    read = {each.token_arn for each in assembly.installations("Link").values()} - {""}

    assert read == {"MessengersTelegramToken"}
