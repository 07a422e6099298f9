"""What the doctor makes in an AWS account to try Lex, and removes again: a role, a function and a bot.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/lambda-attach-iam.html (who may invoke the function),
https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
"""

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from cli.doctor.finding import NotTriableError
from cli.lex_models import LexModels, LexModelsError, Patience
from definition.bot import Bot
from definition.lex.archive import write_archive
from definition.lex.compile import lex_bot, locale_id

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient

NAME: Final = "parley-doctor-probe"
ALIAS: Final = "probe"
PERMISSIONS: Final = (
    "iam:CreateRole, GetRole, PassRole, DeleteRole; lambda:CreateFunction, GetFunction,"
    " GetFunctionConfiguration, AddPermission, DeleteFunction; lex:*"
)
HOOK: Final = Path(__file__).parent / "probe" / "hook.py"
TRUST: Final = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["lexv2.amazonaws.com", "lambda.amazonaws.com"]},
            "Action": "sts:AssumeRole",
        }
    ],
}
FAILURES: Final = (BotoCoreError, ClientError, LexModelsError)
_GONE: Final = frozenset({"NoSuchEntity", "ResourceNotFoundException"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    """One thing that is made. there: whether it is. remove: deletes it. by_hand: the command that does."""

    what: str
    there: Callable[[], bool]
    remove: Callable[[], object]
    by_hand: str


class ProbeBot:
    """An account in which the doctor may make its own bot. Methods raise one of ``FAILURES``."""

    def __init__(
        self,
        *,
        models: LexModels,
        iam: Any,  # noqa: ANN401 (boto3's, whose types are not installed)
        functions: "LambdaClient",
        say: Callable[[str], None],
        patience: Patience,
    ) -> None:
        self._models, self._iam, self._functions = models, iam, functions
        self._say, self._patience = say, patience
        self._role, self._function = "", ""

    @contextmanager
    def removed_afterwards(self) -> Iterator[None]:
        """Remove whatever was made within the block, however it ends.

        Raises ``NotTriableError`` where something of its name is there already: it may be another doctor's.
        """
        things = self._things()
        for thing in things:
            if thing.there():
                raise NotTriableError(
                    f"{thing.what} is there already: another doctor is at work, or one was killed."
                    f" Remove it: {thing.by_hand}"
                )
        try:
            yield
        finally:
            self._remove(things)

    def bring(self, bot: Bot) -> str:
        """Make role and function where there are none, import and build the bot; its id."""
        if not self._function:
            self._role = self._made_role()
            self._function = self._made_function()
        self._say(f"making the bot {NAME} …")
        bot_id = self._models.bring(
            write_archive(lex_bot(bot), name=NAME),
            name=NAME,
            role_arn=self._role,
            session_timeout_s=bot.session_timeout_s,
        )
        self._models.build(bot_id, _locales(bot))
        return bot_id

    def move(self, bot: Bot, bot_id: str) -> str:
        """Make a version of what was built, and let the alias stand for it; the alias's id."""
        locales = _locales(bot)
        version = self._models.make_version(bot_id, locales, description="parley doctor")
        return self._models.move_alias(
            bot_id, ALIAS, version=version, locales=locales, hook_arn=self._function
        )

    def permit(self, bot_id: str, alias_id: str) -> None:
        """Let the alias, and nothing else, call the function."""
        _, partition, _, region, account, *_ = self._function.split(":")
        self._functions.add_permission(
            FunctionName=NAME,
            StatementId="lex",
            Action="lambda:InvokeFunction",
            Principal="lexv2.amazonaws.com",
            SourceArn=f"arn:{partition}:lex:{region}:{account}:bot-alias/{bot_id}/{alias_id}",
        )

    def _made_role(self) -> str:
        self._say(f"making the role {NAME}, which may do nothing …")
        made = self._iam.create_role(RoleName=NAME, AssumeRolePolicyDocument=json.dumps(TRUST))
        return str(made["Role"]["Arn"])

    def _made_function(self) -> str:
        """Make the function; a role is not known everywhere as soon as it is made."""
        self._say(f"making the function {NAME} …")
        deadline = time.monotonic() + self._patience.longest_s
        while True:
            try:
                made = self._functions.create_function(
                    FunctionName=NAME,
                    Runtime="python3.13",
                    Role=self._role,
                    Handler="hook.handle",
                    Code={"ZipFile": _zipped(HOOK)},
                )
            except ClientError as error:
                if _code(error) != "InvalidParameterValueException" or time.monotonic() > deadline:
                    raise
                time.sleep(self._patience.every_s)
            else:
                self._functions.get_waiter("function_active_v2").wait(FunctionName=NAME)
                return made["FunctionArn"]

    def _things(self) -> Sequence[_Thing]:
        """Everything that is made, in the order of removal."""
        return (
            _Thing(
                what=f"the bot {NAME}",
                there=lambda: self._models.find_bot(NAME) is not None,
                remove=lambda: self._models.delete_bot(NAME),
                by_hand="aws lexv2-models delete-bot --skip-resource-in-use-check --bot-id <its id>",
            ),
            _Thing(
                what=f"the function {NAME}",
                there=lambda: _is(lambda: self._functions.get_function(FunctionName=NAME)),
                remove=lambda: _is(lambda: self._functions.delete_function(FunctionName=NAME)),
                by_hand=f"aws lambda delete-function --function-name {NAME}",
            ),
            _Thing(
                what=f"the role {NAME}",
                there=lambda: _is(lambda: self._iam.get_role(RoleName=NAME)),
                remove=lambda: _is(lambda: self._iam.delete_role(RoleName=NAME)),
                by_hand=f"aws iam delete-role --role-name {NAME}",
            ),
        )

    def _remove(self, things: Sequence[_Thing]) -> None:
        """Remove each; what could not be removed is told with the command that does, also on Ctrl-C."""
        left = dict.fromkeys(things, "interrupted")
        try:
            for thing in things:
                try:
                    thing.remove()
                except FAILURES as error:
                    left[thing] = str(error)
                else:
                    del left[thing]
                    self._say(f"{thing.what} is gone")
        finally:
            for thing, why in left.items():
                self._say(f"{thing.what} is LEFT ({why}). Remove it: {thing.by_hand}")


def _locales(bot: Bot) -> Sequence[str]:
    return [locale_id(name) for name in bot.locales]


def _zipped(file: Path) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.write(file, file.name)
    return written.getvalue()


def _is(call: Callable[[], object]) -> bool:
    """Tell whether what a call is about is there."""
    try:
        call()
    except ClientError as error:
        if _code(error) in _GONE:
            return False
        raise
    return True


def _code(error: ClientError) -> str:
    return error.response["Error"]["Code"]
