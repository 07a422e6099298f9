"""A YAML file as a tree of nodes, each of which knows its line and column.

Source: https://pyyaml.org/wiki/PyYAMLDocumentation (compose, nodes, marks).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from definition.fault import BadDefinitionError, Fault, Place

Steps = tuple[str | int, ...]

_QUOTE = "check the indentation, and put text with “: ”, “{”, “?” or “#” in quotes"
_NO_TABS = "indent with spaces instead of tabs"


def place_of(node: yaml.Node) -> Place:
    """Give where a node begins."""
    return Place(line=node.start_mark.line + 1, column=node.start_mark.column + 1)


def place_within(node: yaml.ScalarNode, at: int) -> Place:
    """Give where a character of a text stands, counted from 0; the text's beginning if it is folded."""
    place = place_of(node)
    if node.style in {"|", ">"} or node.start_mark.line != node.end_mark.line:
        return place
    return Place(line=place.line, column=place.column + at + (node.style is not None))


def tree(text: str, *, file: str) -> yaml.Node:
    """Read the one document of a YAML text.

    Raises ``BadDefinitionError`` where it is no YAML, or empty.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise BadDefinitionError([_syntax_fault(error, file=file)]) from error
    if root is None:
        nothing = Fault(
            file=file,
            place=Place(line=1, column=1),
            problem="the file is empty",
            advice="begin with the bot's name",
        )
        raise BadDefinitionError([nothing])
    return root


def _syntax_fault(error: yaml.YAMLError, *, file: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    place = Place(line=mark.line + 1, column=mark.column + 1) if mark else Place(line=1, column=1)
    problem = getattr(error, "problem", None) or "unreadable characters"
    return Fault(
        file=file,
        place=place,
        problem=f"not YAML: {problem}",
        advice=_NO_TABS if r"'\t'" in problem else _QUOTE,
    )


def entries(node: yaml.MappingNode) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Give the keys and values of a mapping whose keys are plain words."""
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            yield key, value


def is_null(node: yaml.Node) -> bool:
    """Tell whether nothing was written here."""
    return node.tag == "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that has the right shape: its content as plain values, and where each of them stands.

    places: by path, as ``("intents", "BookHotel", "slots")``; an entry's place is that of its key.
    texts: by path, the nodes of single values.
    """

    file: str
    content: Mapping[str, object]
    places: Mapping[Steps, Place] = field(repr=False)
    texts: Mapping[Steps, yaml.ScalarNode] = field(repr=False)

    def fault(self, path: Steps, problem: str, advice: str) -> Fault:
        """Give a fault at a path, or at the nearest thing above it that was written."""
        while path not in self.places:
            path = path[:-1]
        return Fault(file=self.file, place=self.places[path], problem=problem, advice=advice)

    def fault_within(self, path: Steps, at: int, problem: str, advice: str) -> Fault:
        """Give a fault at a character of the text at a path, counted from 0."""
        place = place_within(self.texts[path], at)
        return Fault(file=self.file, place=place, problem=problem, advice=advice)


def places(node: yaml.Node, path: Steps = ()) -> Iterator[tuple[Steps, Place]]:
    """Give the place of a node and of everything in it, by path."""
    if not path:
        yield path, place_of(node)
    if isinstance(node, yaml.MappingNode):
        for key, value in entries(node):
            yield (*path, key.value), place_of(key)
            yield from places(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), place_of(item)
            yield from places(item, (*path, index))


def texts(node: yaml.Node, path: Steps = ()) -> Iterator[tuple[Steps, yaml.ScalarNode]]:
    """Give every single value in a node, by path."""
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    elif isinstance(node, yaml.MappingNode):
        for key, value in entries(node):
            yield from texts(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from texts(item, (*path, index))
