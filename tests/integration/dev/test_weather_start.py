"""How the local weather service starts."""

import sys

import pytest

from dev.weather import __main__ as program
from dev.weather.server import WeatherServer
from dev.weather.service import cities


def test_the_cities_are_read_before_anybody_can_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def serve(server: WeatherServer, *, name: str) -> None:
        assert name == "Weather service"
        read.append(cities.cache_info().currsize)
        server.server_close()

    cities.cache_clear()
    monkeypatch.setattr(program, "serve", serve)
    monkeypatch.setattr(sys, "argv", ["python -m dev.weather"])

    assert program.main() == 0
    assert read == [1]
