"""How a report of `parley channel` reads at the terminal."""

from cli.channel import written
from cli.channels.port import Change, Report, changes


def test_values_stand_below_each_other_however_long_their_names_are() -> None:
    rows = (("token", "set"), ("whether it arrives", "they tell"))

    lines = written(Report(title="It", changes=(Change(what="webhook", before="a", after="b"),), rows=rows))

    assert lines == [
        "It",
        "  webhook            a → b",
        "  token              set",
        "  whether it arrives they tell",
    ]


def test_a_change_is_told_only_of_what_is_another_now() -> None:
    found = changes(
        {"webhook": "old", "commands": "/help"}, {"webhook": "new", "commands": "/help", "menu": "x"}
    )

    assert [(each.what, each.before, each.after) for each in found] == [
        ("webhook", "old", "new"),
        ("menu", "none", "x"),
    ]
