"""A synthesised stage, read from the files that would be deployed."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import INSTALLATIONS, Installation, read_installations

Resource = Mapping[str, Any]

STAGES = Path(__file__).resolve().parents[2] / "stages"
FUNCTIONS = ("Request", "Connection", "Response", "Fulfilment", "Link")
# A logical id ends in eight hexadecimal digits, which mean nothing to a reader.
HASH = r"[0-9A-F]{8}"


def messengers(stage: str) -> Mapping[str, str]:
    """The channel of each messenger's installation that a stage file has, by the name of its resources."""
    installed = yaml.safe_load((STAGES / f"{stage}.yaml").read_text())["installations"]
    return {name.title(): each["channel"] for name, each in installed.items() if each["channel"] != "web"}


def proofs(stage: str) -> set[str]:
    """The secrets by which messengers prove themselves; Teams signs with keys that it publishes."""
    return {
        f"Messengers{name}WebhookSecret" for name, channel in messengers(stage).items() if channel != "teams"
    }


def tokens(stage: str) -> set[str]:
    """The secrets that let us call messengers."""
    return {f"Messengers{name}Token" for name in messengers(stage)}


@dataclass(frozen=True, kw_only=True)
class Assembly:
    """The output folder of one stage."""

    stage: str
    folder: Path

    @cached_property
    def resources(self) -> Mapping[str, Resource]:
        """Every resource of every stack, by its logical id without the digits, such as ``Turns``."""
        return {
            re.sub(f"{HASH}$", "", name): resource
            for file in sorted(self.folder.glob(f"Parley-{self.stage}-*.template.json"))
            for name, resource in json.loads(file.read_text(encoding="utf-8"))["Resources"].items()
        }

    @property
    def templates(self) -> Sequence[Path]:
        """The templates of every stack."""
        return sorted(self.folder.glob("*.template.json"))

    def template(self, stack: str) -> Mapping[str, Any]:
        """The template of one stack."""
        file = self.folder / f"Parley-{self.stage}-{stack}.template.json"
        template: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return template

    def properties(self, name: str) -> Mapping[str, Any]:
        """The properties of one resource."""
        properties: Mapping[str, Any] = self.resources[name]["Properties"]
        return properties

    def of_type(self, kind: str) -> Mapping[str, Resource]:
        """The resources of one type, by name."""
        return {name: each for name, each in self.resources.items() if each["Type"] == kind}

    def environment(self, function: str) -> Mapping[str, str]:
        """The environment of one Lambda; what only a deployment knows is said in words."""
        variables = self.properties(f"{function}Function")["Environment"]["Variables"]
        return {name: readable(value) for name, value in variables.items()}

    def installations(self, function: str) -> Mapping[InstallationId, Installation]:
        """The installations that one Lambda knows, by its bundle and its environment."""
        beside = (self.bundle(function) / INSTALLATIONS).read_text(encoding="utf-8")
        return read_installations(beside, self.environment(function)["INSTALLATIONS"])

    def bundle(self, function: str) -> Path:
        """The folder that would be zipped for one Lambda."""
        key = self.properties(f"{function}Function")["Code"]["S3Key"]
        return self.folder / f"asset.{key.removesuffix('.zip')}"

    def statements(self, function: str) -> Iterator[Mapping[str, Any]]:
        """What the role of one Lambda allows."""
        for policy in self.properties(f"{function}Role")["Policies"]:
            yield from policy["PolicyDocument"]["Statement"]


def readable(value: object) -> str:
    """A template's value in words: ``Sessions``, ``Turns``, ``arn:{Partition}:lex:…``."""
    match value:
        case {"Ref": str(name)}:
            return _name(name)
        case {"Fn::GetAtt": [str(name), _]}:
            return _name(name)
        case {"Fn::ImportValue": str(export)}:
            # The name, its digits, an attribute where there is one, and digits once more.
            return re.sub(f"^.*?Output(?:Ref|FnGetAtt)(.+?){HASH}[A-Za-z]*{HASH}$", r"\1", export)
        case {"Fn::Join": [str(separator), list(parts)]}:
            return separator.join(readable(part) for part in parts)
        case str(text):
            return text
    raise AssertionError(f"unknown value in a template: {value}")


def listed(value: object) -> list[Any]:
    """A statement's actions or resources, which stand without a list where there is one."""
    return value if isinstance(value, list) else [value]


def _name(logical_id: str) -> str:
    if logical_id.startswith("AWS::"):
        return f"{{{logical_id.removeprefix('AWS::')}}}"
    return re.sub(f"{HASH}$", "", logical_id)
