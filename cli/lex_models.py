"""Brings a bot into Amazon Lex V2: import, build, version and alias, each waited for.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_Operations_Amazon_Lex_Model_Building_V2.html,
https://docs.aws.amazon.com/lexv2/latest/dg/importing-exporting.html
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from cli.aws_refusal import why

if TYPE_CHECKING:
    from types_boto3_lexv2_models import LexModelsV2Client

DRAFT = "DRAFT"
HOOK_VERSION = "1.0"
TRANSFER_S = 60.0
_MISSING = frozenset({"ResourceNotFoundException"})


class LexModelsError(Exception):
    """Lex did not take the bot; the message has Lex's own reasons."""


class LexFailedError(LexModelsError):
    """Lex was reached, and failed at what it was asked for, as a build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often Lex is asked whether it is done, and when it is given up, in seconds."""

    every_s: float = 3.0
    longest_s: float = 900.0


class LexModels:
    """One account's bots; ``say`` is told what happens. Every method raises ``LexModelsError``."""

    def __init__(
        self,
        *,
        client: "LexModelsV2Client",
        http: PoolManager,
        say: Callable[[str], None],
        patience: Patience,
    ) -> None:
        self._client, self._http, self._say, self._patience = client, http, say, patience

    def find_bot(self, name: str) -> str | None:
        """The id of the bot of a name, or None where there is none."""
        given = self._called(
            "list_bots", filters=[{"name": "BotName", "values": [name], "operator": "EQ"}], maxResults=10
        )
        return next((one["botId"] for one in given["botSummaries"] if one.get("botName") == name), None)

    def bring(self, archive: bytes, *, name: str, role_arn: str, session_timeout_s: int) -> str:
        """Import an archive over what there is of the bot, and give the bot's id."""
        upload = self._called("create_upload_url")
        self._transfer("PUT", upload["uploadUrl"], body=archive)
        specification = {
            "botName": name,
            "roleArn": role_arn,
            "dataPrivacy": {"childDirected": False},
            "idleSessionTTLInSeconds": session_timeout_s,
        }
        self._called(
            "start_import",
            importId=upload["importId"],
            resourceSpecification={"botImportSpecification": specification},
            mergeStrategy="Overwrite",
        )
        done = self._until(
            "import", "importStatus", {"Completed"}, "describe_import", importId=upload["importId"]
        )
        return str(done["importedResourceId"])

    def build(self, bot_id: str, locales: Sequence[str]) -> None:
        """Build each locale of the draft."""
        for locale in locales:
            where: dict[str, Any] = {"botId": bot_id, "botVersion": DRAFT, "localeId": locale}
            self._called("build_bot_locale", **where)
            ready = {"Built", "ReadyExpressTesting"}
            self._until(f"build of {locale}", "botLocaleStatus", ready, "describe_bot_locale", **where)

    def make_version(self, bot_id: str, locales: Sequence[str], *, description: str) -> str:
        """Make a version of the draft, and give its number."""
        details = {locale: {"sourceBotVersion": DRAFT} for locale in locales}
        made = self._called(
            "create_bot_version", botId=bot_id, description=description, botVersionLocaleSpecification=details
        )
        where = {"botId": bot_id, "botVersion": made["botVersion"]}
        self._until(
            f"version {made['botVersion']}", "botStatus", {"Available"}, "describe_bot_version", **where
        )
        return str(made["botVersion"])

    def move_alias(
        self, bot_id: str, name: str, *, version: str, locales: Sequence[str], hook_arn: str | None
    ) -> str:
        """Let an alias stand for a version, with the hook in every locale; give the alias's id."""
        hook = {"lambdaARN": hook_arn, "codeHookInterfaceVersion": HOOK_VERSION}
        setting: dict[str, Any] = {"enabled": True}
        if hook_arn:
            setting["codeHookSpecification"] = {"lambdaCodeHook": hook}
        given: dict[str, Any] = {
            "botId": bot_id,
            "botAliasName": name,
            "botVersion": version,
            "botAliasLocaleSettings": dict.fromkeys(locales, setting),
        }
        known = self._alias(bot_id, name)
        if known:
            self._called("update_bot_alias", botAliasId=known, **given)
        alias = known or str(self._called("create_bot_alias", **given)["botAliasId"])
        where = {"botId": bot_id, "botAliasId": alias}
        self._until(f"alias {name}", "botAliasStatus", {"Available"}, "describe_bot_alias", **where)
        return alias

    def export(self, bot_id: str) -> bytes:
        """Give the archive of a bot's draft."""
        specification = {"botExportSpecification": {"botId": bot_id, "botVersion": DRAFT}}
        begun = self._called("create_export", resourceSpecification=specification, fileFormat="LexJson")
        done = self._until(
            "export", "exportStatus", {"Completed"}, "describe_export", exportId=begun["exportId"]
        )
        return self._transfer("GET", done["downloadUrl"])

    def delete_bot(self, name: str) -> bool:
        """Delete the bot of a name with its versions and aliases, and wait; False where there was none."""
        bot_id = self.find_bot(name)
        if bot_id is None:
            return False
        self._called("delete_bot", unless=_MISSING, botId=bot_id, skipResourceInUseCheck=True)
        deadline = time.monotonic() + self._patience.longest_s
        while self.find_bot(name) is not None:
            if time.monotonic() > deadline:
                raise LexModelsError(f"{name} is not deleted after {self._patience.longest_s:.0f} s")
            time.sleep(self._patience.every_s)
        return True

    def _alias(self, bot_id: str, name: str) -> str | None:
        page = self._called("list_bot_aliases", botId=bot_id, maxResults=100)
        known = (one["botAliasId"] for one in page["botAliasSummaries"] if one.get("botAliasName") == name)
        return next(known, None)

    def _until(
        self,
        what: str,
        status: str,
        wanted: set[str],
        ask: str,
        **where: Any,  # noqa: ANN401 (boto3's)
    ) -> Mapping[str, Any]:
        """Ask until Lex is done; a thing that Lex does not know yet is on its way."""
        deadline, said = time.monotonic() + self._patience.longest_s, ""
        while time.monotonic() < deadline:
            found = self._called(ask, unless=_MISSING, **where)
            now = str(found.get(status, "Creating"))
            if now != said:
                said = now
                self._say(f"{what}: {now}")
            if now in wanted:
                return found
            if now in {"Failed", "Deleting"}:
                reasons = "; ".join(found.get("failureReasons", ())) or "Lex gives no reason"
                raise LexFailedError(f"{what} failed: {reasons}")
            time.sleep(self._patience.every_s)
        raise LexModelsError(f"{what} is not done after {self._patience.longest_s:.0f} s; look at it in Lex")

    def _called(
        self,
        operation: str,
        *,
        unless: frozenset[str] = frozenset(),
        **given: Any,  # noqa: ANN401 (boto3's)
    ) -> Mapping[str, Any]:
        try:
            answer: Mapping[str, Any] = getattr(self._client, operation)(**given)
        except ClientError as error:
            if error.response["Error"]["Code"] in unless:
                return {}
            raise LexModelsError(f"Lex refuses {operation}: {why(error)}") from error
        except BotoCoreError as error:
            raise LexModelsError(f"Lex cannot be asked to {operation}: {why(error)}") from error
        return answer

    def _transfer(self, method: str, url: str, *, body: bytes | None = None) -> bytes:
        try:
            answer = self._http.request(method, url, body=body, timeout=TRANSFER_S, retries=False)
        except HTTPError as error:
            raise LexModelsError(f"the archive cannot be transferred: {type(error).__name__}") from error
        if answer.status >= 300:  # noqa: PLR2004 (what is not a success)
            raise LexModelsError(f"the archive cannot be transferred: HTTP {answer.status}")
        return bytes(answer.data)
