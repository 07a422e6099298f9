"""Faults, made on a running platform and mended again."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import boto3

from dev.environment import REGION
from tests.local_platform import LocalPlatform


@contextmanager
def stopped(platform: LocalPlatform, server: str) -> Iterator[None]:
    """A server that takes connections and never answers."""
    group = platform.group(server)
    os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(group, signal.SIGCONT)


@contextmanager
def setting(platform: LocalPlatform, name: str, value: str, *, beside: str = "") -> Iterator[None]:
    """Another value for a setting, in every deployed function that has it; their workers begin anew.

    beside: another setting, whose functions are to have this one too.
    """
    client = boto3.client(
        "lambda",
        endpoint_url=platform.local["aws_endpoint"],
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    functions = {
        function["FunctionName"]: function["Environment"]["Variables"]
        for function in client.list_functions()["Functions"]
        if (beside or name) in function.get("Environment", {}).get("Variables", {})
    }
    assert functions, f"no function has the setting {name}"
    try:
        for function, variables in functions.items():
            client.update_function_configuration(
                FunctionName=function, Environment={"Variables": {**variables, name: value}}
            )
        yield
    finally:
        for function, variables in functions.items():
            client.update_function_configuration(FunctionName=function, Environment={"Variables": variables})
        client.close()
