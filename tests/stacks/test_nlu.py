"""Bots in Lex: made from their definitions, versioned by them, behind an alias that may call the hook."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_lambda as lambda_
from cfnlint.api import lint

from definition.bot import Bot, Message
from definition.lex.compile import lex_bot
from definition.read import read_bot
from stacks.nlu import NluStack
from stacks.read_stage import read_stage
from tests.calls import TRAVEL
from tests.stacks.assembly import Assembly, readable
from tests.stacks.conftest import ROOT
from tests.unit.definition.files import RICH, a_file

Template = Mapping[str, Any]

HOOK = "arn:aws:lambda:eu-west-1:123456789012:function:hook"


@pytest.fixture(scope="module")
def travel() -> Bot:
    return read_bot(TRAVEL)


def deployed(bot: Bot) -> Template:
    """The template of a stage whose one bot is this."""
    app = cdk.App(analytics_reporting=False)
    hook = lambda_.Function.from_function_arn(cdk.Stack(app, "Hook"), "Hook", HOOK)
    stage = read_stage(ROOT, "production")
    stage = replace(stage, bots={"travel": stage.bots["travel"]})
    stack = NluStack(app, "Nlu", stage=stage, definitions={"travel": bot}, hook=hook)
    template: Template = cdk.assertions.Template.from_stack(stack).to_json()
    return template


def of_type(template: Template, kind: str) -> tuple[str, Mapping[str, Any]]:
    """The one resource of a type: its logical id and its properties."""
    ((name, resource),) = (
        (name, each) for name, each in template["Resources"].items() if each["Type"] == kind
    )
    return name, resource["Properties"]


def version_of(template: Template) -> str:
    """The logical id of the bot's version."""
    return of_type(template, "AWS::Lex::BotVersion")[0]


def faults(template: Template) -> list[str]:
    """What cfn-lint finds, but for what it only wants to say."""
    found = lint(json.dumps(template), regions=["us-east-1"])
    return [str(each) for each in found if not each.rule.id.startswith("I")]


def test_a_stage_makes_the_bots_that_lex_does_not_have_and_no_other(
    local: Assembly, production: Assembly
) -> None:
    made = {stage.stage: set(stage.of_type("AWS::Lex::Bot")) for stage in (local, production)}

    assert made == {"local": set(), "production": {"TravelBot", "ConciergeBot"}}
    assert not list(local.folder.glob("*Nlu*"))


def test_the_bot_is_deployed_as_it_is_compiled_under_the_name_of_its_stage(
    production: Assembly, travel: Bot
) -> None:
    properties = dict(production.properties("TravelBot"))

    assert properties.pop("Name") == "parley-production-travel"
    assert readable(properties.pop("RoleArn")) == "TravelRole"
    assert properties == lex_bot(travel)


def test_lex_may_do_nothing_in_the_bots_name(production: Assembly) -> None:
    role = production.properties("TravelRole")

    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "lexv2.amazonaws.com"}
    assert set(role) == {"AssumeRolePolicyDocument"}


def test_the_same_definition_is_the_same_version(travel: Bot) -> None:
    assert deployed(travel) == deployed(read_bot(TRAVEL))


@pytest.mark.parametrize(
    "change",
    [
        lambda bot: replace(bot, confidence=bot.confidence / 2),
        lambda bot: replace(bot, session_timeout_s=600),
        lambda bot: replace(
            bot,
            locales={
                name: replace(each, fallback=(Message(text="Pardon?"),)) for name, each in bot.locales.items()
            },
        ),
    ],
    ids=["confidence", "memory", "words"],
)
def test_another_definition_is_another_version_of_the_same_bot_and_alias(travel: Bot, change: Any) -> None:  # noqa: ANN401 - a lambda
    before, after = deployed(travel), deployed(change(travel))

    assert version_of(before) != version_of(after)
    for kind in ("AWS::Lex::Bot", "AWS::Lex::BotAlias", "AWS::Lambda::Permission"):
        assert of_type(before, kind)[0] == of_type(after, kind)[0]


def test_what_only_fulfilment_says_is_no_new_version(travel: Bot) -> None:
    english = travel.locales["en-US"]
    booking = replace(english.intents["BookHotel"], replies={"booked": Message(text="Done.")})
    words = replace(english, intents={**english.intents, "BookHotel": booking})
    changed = replace(travel, locales={**travel.locales, "en-US": words})

    assert version_of(deployed(changed)) == version_of(deployed(travel))


def test_a_version_holds_every_locale_as_it_was_built_and_says_of_what(travel: Bot) -> None:
    template = deployed(travel)

    name, version = of_type(template, "AWS::Lex::BotVersion")
    locales = {
        each["LocaleId"]: each["BotVersionLocaleDetails"] for each in version["BotVersionLocaleSpecification"]
    }
    built = {"SourceBotVersion": "DRAFT"}
    assert locales == {"en_US": built, "es_ES": built}
    assert readable(version["BotId"]) == "TravelBot"
    assert re.sub("^definition ", "TravelVersion", version["Description"]) in name


def test_the_alias_stands_for_that_version_under_the_name_of_the_stage(travel: Bot) -> None:
    template = deployed(travel)

    _, alias = of_type(template, "AWS::Lex::BotAlias")
    assert alias["BotAliasName"] == "production"
    assert readable(alias["BotId"]) == "TravelBot"
    assert alias["BotVersion"] == {"Fn::GetAtt": [version_of(template), "BotVersion"]}


def test_the_alias_has_the_hook_in_every_locale_and_logs_nobodys_words(travel: Bot) -> None:
    _, alias = of_type(deployed(travel), "AWS::Lex::BotAlias")

    hook = {"LambdaCodeHook": {"CodeHookInterfaceVersion": "1.0", "LambdaArn": HOOK}}
    hooked = {"Enabled": True, "CodeHookSpecification": hook}
    settings = {each["LocaleId"]: each["BotAliasLocaleSetting"] for each in alias["BotAliasLocaleSettings"]}
    assert settings == {"en_US": hooked, "es_ES": hooked}
    assert "ConversationLogSettings" not in alias


def test_only_the_alias_may_call_the_hook(production: Assembly) -> None:
    alias = production.properties("TravelAlias")["BotAliasLocaleSettings"][0]["BotAliasLocaleSetting"]
    permission = production.properties("TravelMayCall")

    hook = alias["CodeHookSpecification"]["LambdaCodeHook"]["LambdaArn"]
    assert readable(hook) == readable(permission["FunctionName"]) == "FulfilmentFunction"
    assert permission["Principal"] == "lexv2.amazonaws.com"
    assert permission["Action"] == "lambda:InvokeFunction"
    assert re.sub("[0-9A-F]{8}$", "", permission["SourceArn"]["Fn::GetAtt"][0]) == "TravelAlias"
    assert permission["SourceArn"]["Fn::GetAtt"][1] == "Arn"


def test_response_asks_the_bot_that_was_made(production: Assembly) -> None:
    told = json.loads(production.environment("Response")["BOTS"])["travel"]

    assert (told["bot_id"], told["alias_id"]) == ("TravelBot", "TravelAlias")


def test_the_stack_tells_the_ids_of_bot_and_alias(production: Assembly) -> None:
    outputs = production.template("Nlu")["Outputs"]

    told = {name: readable(each["Value"]) for name, each in outputs.items() if not name.startswith("Exports")}
    assert told == {
        f"{bot}{what}Id": f"{bot}{what}" for bot in ("Travel", "Concierge") for what in ("Bot", "Alias")
    }


def test_cloudformation_takes_the_template(travel: Bot) -> None:
    assert faults(deployed(travel)) == []


def test_cloudformation_takes_all_that_a_definition_can_say(tmp_path: Path) -> None:
    assert faults(deployed(read_bot(a_file(tmp_path, RICH)))) == []


def test_what_cloudformation_would_refuse_is_found(travel: Bot) -> None:
    broken = json.dumps(deployed(travel)).replace('"ElicitSlot"', '"AskForSlot"')

    assert "'AskForSlot' is not one of" in faults(json.loads(broken))[0]
