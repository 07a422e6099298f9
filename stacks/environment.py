"""How much a Lambda can be told by its environment."""

import re
from collections.abc import Mapping

from stacks.stage_file import StageError

# Names and values together.
# Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
MOST_BYTES = 4_096
TOKEN = re.compile(r"\$\{Token\[[^]]*\]\}")
# What only a deployment knows, such as a secret's ARN, counted a little too long.
DEPLOYED = "x" * 130


def check_environment(entry: str, environment: Mapping[str, str], *, stage: str) -> None:
    """Raise ``StageError`` where a Lambda would be told more than AWS takes; found here, not in a deploy."""
    told = sum(len(name) + len(TOKEN.sub(DEPLOYED, value).encode()) for name, value in environment.items())
    if told > MOST_BYTES:
        longest = max(environment, key=lambda name: len(environment[name]))
        fact = f"stages/{stage}.yaml: {longest} and the rest make {told} bytes for {entry}"
        raise StageError(
            f"{fact}, and a Lambda takes {MOST_BYTES}: use fewer installations, or shorter names and commands"
        )
