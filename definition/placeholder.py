"""Where a value stands in a text: its name in braces, as ``{City}``."""

import re

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
