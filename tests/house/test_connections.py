"""No Lambda uses a connection again that lay idle for long, where that could lose a call."""

import ast
from collections.abc import Iterator
from pathlib import Path

LAMBDAS = Path(__file__).resolve().parents[2] / "lambdas"
OWN = LAMBDAS / "kit" / "fresh_pools.py"


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Every call that is written in a Lambda."""
    for path in sorted(LAMBDAS.rglob("*.py")):
        found = ast.walk(ast.parse(path.read_text()))
        yield from ((path, node) for node in found if isinstance(node, ast.Call))


def test_a_client_of_aws_that_tries_once_opens_its_connections_anew() -> None:
    tries_once = {(path, ast.unparse(call)) for path, call in calls() if is_client_that_tries_once(call)}
    fresh = {(path, ast.unparse(call.args[0])) for path, call in calls() if ast.unparse(call.func) == "fresh"}

    assert tries_once
    assert tries_once == fresh


def test_whoever_calls_by_http_opens_connections_anew() -> None:
    pools = {path for path, call in calls() if ast.unparse(call.func).endswith("PoolManager")}

    assert pools <= {OWN}


def is_client_that_tries_once(call: ast.Call) -> bool:
    return ast.unparse(call.func) == "boto3.client" and any(
        ast.unparse(given.value).startswith("once(") for given in call.keywords
    )
