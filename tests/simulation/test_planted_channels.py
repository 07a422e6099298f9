"""A fault planted in a messenger's adapter makes seeds of that messenger fail."""

from collections.abc import Callable

import pytest

from tests.simulation import planted_channels as planted
from tests.simulation import planted_leaving
from tests.simulation.channels import VENDORS
from tests.simulation.platform import Build
from tests.simulation.seeds import live

ENOUGH = 300
TOLD = ("telegram", "teams", "sms", "webhook")
"""Which messengers tell that somebody leaves."""


@pytest.mark.parametrize(
    ("plant", "channel", "told"),
    [
        (planted.too_many_calls_are_a_success, "slack", "I1"),
        (planted.too_many_calls_leave_us_in_doubt, "telegram", "Pace"),
        (planted.too_many_calls_leave_us_in_doubt, "webhook", "Pace"),
        (planted.a_lost_answer_is_a_success, "telegram", "I1"),
        (planted.not_reached_is_a_success, "sms", "I1"),
        (planted.what_is_refused_is_gone, "teams", "I1"),
        (planted.a_shut_window_is_gone, "messenger", "I1"),
        (planted.a_shut_window_is_gone, "whatsapp", "I1"),
        (planted.a_call_is_made_again_where_no_answer_came, "telegram", "I2"),
        (planted.no_key_of_a_call, "webhook", "I2"),
        (planted.the_last_piece_is_lost, "sms", "I1"),
        (planted.the_last_piece_is_lost, "slack", "I1"),
        (planted.an_id_that_changes_with_a_retry, "webhook", "I2"),
        (planted.the_id_of_the_envelope, "slack", "I2"),
        (planted.only_the_first_of_a_batch, "messenger", "I1"),
        (planted.only_the_first_of_a_batch, "whatsapp", "I1"),
        (planted.everybody_is_in_the_group, "telegram", "I4"),
        (planted.a_command_is_answered_where_it_is_given, "slack", "I1"),
        (planted_leaving.nobody_follows_a_group_that_moved, "telegram", "I1"),
        (planted.nobody_is_greeted, "telegram", "I1"),
        (planted.who_is_gone_is_tried_again, "telegram", "Gone"),
        (planted.who_is_gone_is_tried_again, "slack", "Gone"),
        *((planted_leaving.who_left_stays_forgotten, name, "I1") for name in TOLD),
        *((planted_leaving.who_was_not_reached_stays_forgotten, name, "I1") for name in VENDORS),
        *((planted.what_is_no_words_is_dropped, name, "I1") for name in VENDORS),
        (planted.everything_else_is_something_else, "sms", "I1"),
        (planted.a_picture_is_said_in_words, "webhook", "I1"),
        (planted.a_caption_is_passed_over, "telegram", "I2"),
        (planted.words_beside_a_picture_are_passed_over, "sms", "I2"),
    ],
)
def test_a_fault_planted_in_an_adapter_is_found_on_its_channel(
    plant: Callable[[], Build], channel: str, told: str
) -> None:
    found = (wrong for seed in range(ENOUGH) for wrong in live(seed, build=plant(), channel=channel).wrong)

    assert any(wrong.startswith(told) for wrong in found)
