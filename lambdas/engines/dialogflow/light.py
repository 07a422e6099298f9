"""The types of google-cloud-dialogflow without its clients.

Importing the package loads all of its services with gRPC, 1.3 s of CPU; its types alone take 0.25 s, and they
are all that an HTTP call needs. So the package itself is not run until somebody asks it for more.
"""

import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import Any, Final

import google.cloud

PACKAGE: Final = "google.cloud.dialogflow_v2"


def _put_off(name: str) -> None:
    """Let the modules of a package be imported, and run the package when a name of it is looked at."""
    spec = PathFinder.find_spec(name, google.cloud.__path__)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"no {name}: install the dependency group dialogflow", name=name)
    package = module_from_spec(spec)
    package.__dict__["__getattr__"] = _loading(package, spec)
    sys.modules[name] = package


def _loading(package: ModuleType, spec: ModuleSpec) -> Any:  # noqa: ANN401 (a module's own __getattr__)
    def load(name: str) -> Any:  # noqa: ANN401 (whatever the package has)
        if name.startswith("__") or spec.loader is None:
            raise AttributeError(name)
        del package.__dict__["__getattr__"]
        spec.loader.exec_module(package)
        return getattr(package, name)

    return load


if PACKAGE not in sys.modules:
    _put_off(PACKAGE)

from google.cloud.dialogflow_v2.types.context import Context  # noqa: E402 - see above
from google.cloud.dialogflow_v2.types.session import (  # noqa: E402
    DetectIntentRequest,
    DetectIntentResponse,
    QueryInput,
    QueryParameters,
    TextInput,
)

__all__ = [
    "Context",
    "DetectIntentRequest",
    "DetectIntentResponse",
    "QueryInput",
    "QueryParameters",
    "TextInput",
]
