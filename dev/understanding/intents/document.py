"""A text as what counts in it."""

# Words in order, and for a value its type in braces.
Document = tuple[str, ...]


def is_value(token: str) -> bool:
    """Tell whether a token stands for a value."""
    return token.startswith("{")
