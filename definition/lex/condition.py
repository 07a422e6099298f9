"""Conditions as Lex V2 writes them.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/paths-branching.html (operators, ``fn.IS_SET``, and by its
samples how a constant of each slot type is written: a duration stands without quotes).
"""

from definition.bot import Intent
from definition.condition import AllOf, AnyOf, Comparison, Condition, Emptiness


def written(condition: Condition, intent: Intent) -> str:
    """Give a condition on the slots of an intent, as ``({Guests} > 8) AND (fn.IS_SET({Room}))``."""
    match condition:
        case AllOf(parts=parts):
            return " AND ".join(f"({written(part, intent)})" for part in parts)
        case AnyOf(parts=parts):
            return " OR ".join(f"({written(part, intent)})" for part in parts)
        case Emptiness(slot=slot, empty=empty):
            return f"NOT (fn.IS_SET({{{slot}}}))" if empty else f"fn.IS_SET({{{slot}}})"
        case Comparison(slot=slot, operator=operator):
            return f"{{{slot}}} {operator} {_constant(condition, intent.slots[slot].type)}"


def _constant(comparison: Comparison, slot_type: str) -> str:
    constant = comparison.constant
    if isinstance(constant, float):
        return f"{constant:g}" if abs(constant) < 1e6 else repr(constant).removesuffix(".0")  # noqa: PLR2004 (:g rounds there)
    return constant if slot_type == "AMAZON.Duration" else f'"{constant}"'
