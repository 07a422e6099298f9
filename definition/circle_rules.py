"""Branches that would run in a circle: from intent to intent without anybody being asked."""

from collections.abc import Iterator, Mapping, Sequence

from definition.bot import DONE, START, Bot, Intent
from definition.fault import Fault
from definition.source import Source


def circle_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    """Give a fault for each intent from which a circle begins that asks nobody anything."""
    ways = {name: set(_ways(bot, intent)) for name, intent in bot.intents.items()}
    told: set[str] = set()
    for name in bot.intents:
        circle = _circle(name, ways)
        if circle and not told & set(circle):
            told |= set(circle)
            problem = f"the dialog would go round without end: {' → '.join([*circle, name])}"
            advice = "let one of them ask something, or end"
            yield source.fault(("intents", name, "branches"), problem, advice)


def _ways(bot: Bot, intent: Intent) -> Iterator[str]:
    """Give the intents that may be started before anybody is asked anything."""
    starting = intent.branches.get(START, ())
    steps = [branch.then for branch in starting]
    at_once = not _asks(bot, intent) or any(step and step.kind == "fulfil" for step in steps)
    if at_once:
        steps += [branch.then for branch in intent.branches.get(DONE, ())]
    yield from (step.name for step in steps if step and step.kind == "start" and step.name)


def _asks(bot: Bot, intent: Intent) -> bool:
    """Tell whether an intent asks anything when nothing is known."""
    confirms = all(
        bool(words.confirmation)
        for words in (locale.intents.get(intent.name) for locale in bot.locales.values())
        if words
    )
    return confirms or any(slot.required and slot.default is None for slot in intent.slots.values())


def _circle(start: str, ways: Mapping[str, set[str]]) -> Sequence[str]:
    """Give the shortest circle through an intent, from it on; nothing where there is none."""
    paths = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop(0)
        for following in sorted(ways.get(path[-1], ())):
            if following == start:
                return path
            if following not in seen:
                seen.add(following)
                paths.append([*path, following])
    return ()
