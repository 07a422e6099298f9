"""Every key of a file as a table in Markdown, made of its shape, so that it cannot say anything else."""

from collections.abc import Iterator

from definition.shape import Either, Flag, Items, Key, Number, Record, Shape, Table, Text

_LONG = 1000  # characters that need not be told


def reference(shape: Record) -> str:
    """Give a table of all keys, and one for each thing that may be written in several ways."""
    tables = ["\n".join(_table(shape))]
    told: dict[int, str] = {}
    for either in _eithers(shape):
        same = told.setdefault(id(either.keys), either.name)
        keys = "\n".join(_table(either.keys)) if same == either.name else f"The keys are those of a {same}."
        tables.append(f"A **{either.name}** is {_either(either)}\n\n{keys}")
    return "\n\n".join(tables) + "\n"


def _table(record: Record) -> Iterator[str]:
    yield "| key | holds | says |"
    yield "|---|---|---|"
    yield from _rows(record, "")


def _rows(shape: Shape, path: str) -> Iterator[str]:
    match shape:
        case Record():
            for name, key in shape.keys.items():
                yield _row(f"{path}{name}", key)
                yield from _rows(key.of, f"{path}{name}.")
        case Table():
            yield from _rows(shape.of, f"{path}*.")
        case Items():
            yield from _rows(shape.of, f"{path}-.")
        case _:
            return


def _row(path: str, key: Key) -> str:
    must = ", **required**" if key.required else ""
    return f"| `{path}` | {_holds(key.of)}{must} | {key.says.replace('|', chr(92) + '|')} |"


def _holds(shape: Shape) -> str:  # noqa: PLR0911 (one return a kind)
    match shape:
        case Text(longest=longest):
            return "text" if longest >= _LONG else f"text of up to {longest} characters"
        case Flag():
            return "`true` or `false`"
        case Number(least=least, most=most):
            return f"number from {least} to {most}"
        case Items(of=of, least=least, most=most):
            count = f" of {least or 'up'} to {most}" if most else ""
            return f"list{count}, each {_holds(of)}"
        case Table(of=of):
            return f"names, each with {_holds(of)}"
        case Record():
            return "keys"
        case Either(name=name):
            return f"a {name}"


def _either(either: Either) -> str:
    ways = [_way(either.text), "keys", *([_holds(either.items)] if either.items else [])]
    return f"{', or '.join(ways)}."


def _way(text: Text) -> str:
    return f"one of `{text.pattern.replace('|', '`, `')}`" if text.pattern else _holds(text)


def _eithers(shape: Shape) -> Iterator[Either]:
    """Give everything that may be written in several ways, each once, in the order of its name."""
    found = {one.name: one for one in _within(shape)}
    yield from (found[name] for name in sorted(found))


def _within(shape: Shape) -> Iterator[Either]:
    match shape:
        case Either():
            yield shape
            for way in shape.ways:
                yield from _within(way)
        case Record():
            for key in shape.keys.values():
                yield from _within(key.of)
        case Table() | Items():
            yield from _within(shape.of)
        case _:
            return
