"""Calls of the Graph API, and what its answers are."""

import json
from typing import Any

import pytest
from urllib3 import Timeout
from urllib3.exceptions import ConnectTimeoutError, ReadTimeoutError

from dev.doubles.shown import Shown
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.kit.graph_api import GraphError, GraphFailure
from tests.fakes.graph_api import ENDPOINT, FakeGraphApi

NOW = Timeout(connect=1, read=3)
TOKEN = "EAAB-secret"


def a_graph() -> FakeGraphApi:
    return FakeGraphApi(lambda _: Shown())


def post(graph: FakeGraphApi, **body: Any) -> None:  # noqa: ANN401 (any JSON)
    graph.api().post("101/messages", body, token=TOKEN, timeout=NOW)


def failure_of(graph: FakeGraphApi) -> GraphFailure:
    with pytest.raises(GraphError) as refused:
        post(graph)
    return refused.value.failure


def test_a_call_goes_to_one_version_with_its_token_in_a_header() -> None:
    graph = a_graph()

    post(graph, text="ñ\ud800")

    (call,) = graph.calls
    assert call.url == f"{ENDPOINT}/v25.0/101/messages"
    assert call.headers == {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
    assert (call.body, call.timeout) == ({"text": "ñ?"}, NOW)


def test_an_error_is_told_by_its_numbers_and_never_by_its_words() -> None:
    graph = a_graph()
    graph.refuses(10, 2018278, is_transient=True)

    with pytest.raises(GraphError) as refused:
        post(graph)

    assert str(refused.value) == "graph api answered 400, error 10/2018278"
    assert refused.value.failure == GraphFailure(status=400, code=10, subcode=2018278, transient=True)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"[" * 100_000, b'{"error":7}', b'{"error":{"code":"x"}}']
)
def test_a_failure_that_says_nothing_is_known_by_its_status(body: bytes) -> None:
    graph = a_graph()
    graph.says(502, body)

    assert failure_of(graph) == GraphFailure(status=502)


def test_an_error_with_a_good_status_is_an_error() -> None:
    graph = a_graph()
    graph.refuses(100, status=200)

    assert failure_of(graph).code == 100


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"ok"])
def test_a_good_status_without_an_answer_is_no_answer(body: bytes) -> None:
    graph = a_graph()
    graph.says(200, body)

    with pytest.raises(Ambiguous, match=r"^no answer from meta: none of the graph api's$"):
        post(graph)


@pytest.mark.parametrize(
    ("told", "wait_s"),
    [
        ({"101": [{"estimated_time_to_regain_access": 2}, {"estimated_time_to_regain_access": 0}]}, 120.0),
        ({"101": [{"estimated_time_to_regain_access": 0}]}, None),
        ({"101": [{"estimated_time_to_regain_access": -1}]}, None),
        ({"101": [{"estimated_time_to_regain_access": float("inf")}]}, None),
        ({"101": [{"call_count": 1}]}, None),
        ({"101": 3}, None),
        ([], None),
        ({}, None),
    ],
)
def test_how_long_to_wait_is_read_where_it_is_told(told: object, wait_s: float | None) -> None:
    graph = a_graph()
    error = b'{"error":{"code":80006}}'
    graph.says(400, error, x_business_use_case_usage=json.dumps(told))

    assert failure_of(graph).again_s == wait_s


@pytest.mark.parametrize(
    ("told", "wait_s"),
    [("2", 2.0), ("0", None), ("soon", None), ("-1", None), ("²", None), ("9" * 400, 999_999_999.0)],
)
def test_a_wait_that_is_asked_for_as_http_has_it_is_read(told: str, wait_s: float | None) -> None:
    graph = a_graph()
    graph.says(429, b"", retry_after=told)

    assert failure_of(graph).again_s == wait_s


def test_a_call_that_never_left_is_told_apart_from_one_whose_answer_got_lost() -> None:
    graph = a_graph()
    graph.fails(ConnectTimeoutError())
    graph.fails(ReadTimeoutError(None, "/secret", "slow"))  # type: ignore[arg-type]

    with pytest.raises(Retryable, match=r"^meta not reached: ConnectTimeoutError$"):
        post(graph)
    with pytest.raises(Ambiguous, match=r"^no answer from meta: ReadTimeoutError$"):
        post(graph)
