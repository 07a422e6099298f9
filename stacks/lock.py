"""Reads uv.lock: which distributions stand on which.

Source: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """One file of a distribution, as the index has it."""

    url: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """That a distribution stands on another: with which extras, and under which marker, if any."""

    name: str
    extras: tuple[str, ...]
    marker: Marker | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One locked distribution.

    needs: what it stands on, by extra; under the empty name what it always stands on.
    """

    name: str
    version: str
    index: str
    wheels: tuple[Wheel, ...]
    needs: Mapping[str, tuple[Need, ...]]


Lock = Mapping[str, Distribution]


def read_lock(file: Path) -> Lock:
    """Every distribution of a lock file by its normalised name, the project itself among them."""
    packages = tomllib.loads(file.read_text(encoding="utf-8"))["package"]
    return {package["name"]: _distribution(package) for package in packages}


def standing_under(
    lock: Lock, names: Iterable[str], environment: Mapping[str, str], *, without: Collection[str] = ()
) -> tuple[Distribution, ...]:
    """These distributions and all they stand on in an environment of markers, in order of name.

    without: what is left out, with all that only it stands on, unless it is among the names.
    """
    waiting = [(name, "") for name in names]
    met: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in met:
            continue
        met.add((name, extra))
        for need in lock[name].needs.get(extra, ()):
            applies = need.marker is None or need.marker.evaluate(dict(environment))
            if applies and need.name not in without:
                waiting += [(need.name, wanted) for wanted in ("", *need.extras)]
    return tuple(lock[name] for name in sorted({name for name, _ in met}))


def _distribution(package: Mapping[str, Any]) -> Distribution:
    optional = package.get("optional-dependencies", {})
    return Distribution(
        name=package["name"],
        version=package["version"],
        index=package["source"].get("registry", ""),
        wheels=tuple(_wheels(package.get("wheels", []))),
        needs={
            "": tuple(_needs(package.get("dependencies", []))),
            **{extra: tuple(_needs(needs)) for extra, needs in optional.items()},
        },
    )


def _wheels(written: Iterable[Mapping[str, Any]]) -> Iterator[Wheel]:
    for wheel in written:
        yield Wheel(url=wheel["url"], size=wheel["size"], sha256=wheel["hash"].removeprefix("sha256:"))


def _needs(written: Iterable[Mapping[str, Any]]) -> Iterator[Need]:
    for need in written:
        marker = Marker(need["marker"]) if "marker" in need else None
        yield Need(name=need["name"], extras=tuple(need.get("extra", ())), marker=marker)
