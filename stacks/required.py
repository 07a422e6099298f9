"""Whether a stage has what its bots require of it."""

from stacks.configured import Definitions
from stacks.stage import Stage
from stacks.stage_file import StageError


def check_accounts(stage: Stage, definitions: Definitions) -> None:
    """Raise ``StageError`` where an intent requires an account, or a scope, that the stage has not."""
    known = stage.identity.scopes if stage.identity else {}
    for bot, definition in definitions.items():
        for name, intent in definition.intents.items():
            if intent.account is None:
                continue
            asked = f"{name} of bots/{bot}/bot.yaml requires"
            if stage.identity is None:
                raise StageError(
                    f"stages/{stage.name}.yaml: identity is missing, and {asked} an account: "
                    f"write identity, or remove bots.{bot}"
                )
            for scope in intent.account:
                if scope not in known:
                    raise StageError(
                        f"stages/{stage.name}.yaml: identity.scopes.{scope} is missing, and {asked} it: "
                        f"write what it lets a bot do"
                    )
