"""A world of its own for each test of a sign-in."""

import pytest

from tests.unit.link.world import World, a_world


@pytest.fixture
def world() -> World:
    return a_world()
