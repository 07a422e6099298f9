"""The stack that understands: every bot of the stage that Lex does not have yet, made from its definition."""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lex as lex
from constructs import Construct

from definition.bot import Bot as Definition
from definition.lex.compile import fingerprint, lex_bot, locale_id
from stacks.configured import Definitions
from stacks.stage import Alias, Stage

# Source: https://docs.aws.amazon.com/lexv2/latest/dg/security_iam_service-with-iam.html
LEX = "lexv2.amazonaws.com"
# What a version is made of: the bot as CloudFormation last built it.
DRAFT = "DRAFT"
HOOK_VERSION = "1.0"


class NluStack(cdk.Stack):
    """A Lex bot, its newest version and the alias that people talk to, for each bot that the stage makes."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        definitions: Definitions,
        hook: lambda_.IFunction,
    ) -> None:
        super().__init__(scope, construct_id, description="Parley: bots in Amazon Lex")
        self.aliases: Mapping[str, Alias] = {
            name: self._bot(name, definitions[name], stage=stage, hook=hook) for name in stage.made_bots
        }

    def _bot(self, name: str, definition: Definition, *, stage: Stage, hook: lambda_.IFunction) -> Alias:
        title = "".join(word.capitalize() for word in name.split("-"))
        made = LexBot(
            self,
            title,
            name=f"parley-{stage.name}-{name}",
            alias_name=stage.name,
            definition=definition,
            hook=hook,
        )
        cdk.CfnOutput(self, f"{title}BotId", value=made.alias.bot_id)
        cdk.CfnOutput(self, f"{title}AliasId", value=made.alias.alias_id)
        return made.alias


class LexBot(Construct):
    """One bot in Lex; a changed definition gives it a new version, to which the alias moves."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        alias_name: str,
        definition: Definition,
        hook: lambda_.IFunction,
    ) -> None:
        super().__init__(scope, construct_id)
        locales = [locale_id(locale) for locale in definition.locales]
        compiled = lex_bot(definition)
        bot = self._bot(name, compiled)
        version = self._version(bot, fingerprint(compiled), locales)
        alias = self._alias(alias_name, bot, version, locales, hook)
        self._let_call(alias, hook)
        self.alias = Alias(bot_id=bot.attr_id, alias_id=alias.attr_bot_alias_id)

    def _bot(self, name: str, compiled: Mapping[str, object]) -> lex.CfnBot:
        # It allows nothing: a bot that only reads and writes has no voice to ask for.
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal(LEX))
        bot = lex.CfnBot(
            self,
            "Bot",
            name=name,
            role_arn=role.role_arn,
            data_privacy=compiled["DataPrivacy"],
            idle_session_ttl_in_seconds=compiled["IdleSessionTTLInSeconds"],  # type: ignore[arg-type] # JSON
        )
        # As it was compiled: CloudFormation's own words, which the class would ask for in Python's.
        for member, value in compiled.items():
            bot.add_property_override(member, value)
        return bot

    def _version(self, bot: lex.CfnBot, print_of_it: str, locales: list[str]) -> lex.CfnBotVersion:
        """A version never changes, so another definition is another resource, with another id."""
        details = lex.CfnBotVersion.BotVersionLocaleDetailsProperty(source_bot_version=DRAFT)
        return lex.CfnBotVersion(
            self,
            f"Version{print_of_it}",
            bot_id=bot.attr_id,
            description=f"definition {print_of_it}",
            bot_version_locale_specification=[
                lex.CfnBotVersion.BotVersionLocaleSpecificationProperty(
                    locale_id=locale, bot_version_locale_details=details
                )
                for locale in locales
            ],
        )

    def _alias(
        self,
        name: str,
        bot: lex.CfnBot,
        version: lex.CfnBotVersion,
        locales: list[str],
        hook: lambda_.IFunction,
    ) -> lex.CfnBotAlias:
        """The alias, with the hook in every locale; conversation logs stay off: what people say is theirs."""
        setting = lex.CfnBotAlias.BotAliasLocaleSettingsProperty(
            enabled=True,
            code_hook_specification=lex.CfnBotAlias.CodeHookSpecificationProperty(
                lambda_code_hook=lex.CfnBotAlias.LambdaCodeHookProperty(
                    code_hook_interface_version=HOOK_VERSION, lambda_arn=hook.function_arn
                )
            ),
        )
        return lex.CfnBotAlias(
            self,
            "Alias",
            bot_alias_name=name,
            bot_id=bot.attr_id,
            bot_version=version.attr_bot_version,
            bot_alias_locale_settings=[
                lex.CfnBotAlias.BotAliasLocaleSettingsItemProperty(
                    locale_id=locale, bot_alias_locale_setting=setting
                )
                for locale in locales
            ],
        )

    def _let_call(self, alias: lex.CfnBotAlias, hook: lambda_.IFunction) -> None:
        """Let this alias, and no other bot of the account, call the hook."""
        lambda_.CfnPermission(
            self,
            "MayCall",
            action="lambda:InvokeFunction",
            function_name=hook.function_arn,
            principal=LEX,
            source_arn=alias.attr_arn,
        )
