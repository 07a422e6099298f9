"""What of a choice people can be shown, for channels whose buttons refuse what says nothing."""

from collections.abc import Sequence
from dataclasses import replace

from lambdas.domain.cleaning import name_line
from lambdas.domain.reply import Choice


def shown(choices: Sequence[Choice]) -> Sequence[Choice]:
    """The choices that have anything to show, each once, labels cleaned and in one line."""
    named = (replace(each, label=name_line(each.label) or name_line(each.value)) for each in choices)
    return tuple(dict.fromkeys(choice for choice in named if choice.label))
