"""A fault planted in our own code makes seeds fail."""

from collections.abc import Callable

import pytest

from tests.simulation import planted
from tests.simulation.faults import Kind, OneFault
from tests.simulation.judge import violations
from tests.simulation.platform import Build
from tests.simulation.seeds import live
from tests.simulation.small import Story, lived

ENOUGH = 500


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (planted.batch_of_ten, "I1"),
        (planted.batch_of_ten, "I3"),
        (planted.no_version_condition, "I1"),
        (planted.send_before_persist, "I2"),
        (planted.no_sent_mark, "I2"),
        (planted.forget_how_far_a_line_came, "I2"),
        (planted.write_down_only_what_is_whole, "I2"),
        (planted.deduplicate_only_by_the_queue, "I2"),
        (planted.swallow_an_enqueue_error, "I1"),
        (planted.leave_the_apology_out, "I1"),
        (planted.take_seq_outside_the_transaction, "I3"),
        (planted.act_under_another_key_each_time, "I5"),
        (planted.answer_to_everybody, "I4"),
        (planted.never_restore, "I2"),
        (planted.forget_what_an_aside_came_into, "I2"),
        (planted.ask_the_second_after_a_lost_answer, "I5"),
        (planted.forget_who_was_asked, "I5"),
        (planted.say_done_whatever_came_of_it, "I1"),
    ],
)
def test_a_planted_fault_is_found(plant: Callable[[], Build], told: str) -> None:
    found = (wrong for seed in range(ENOUGH) for wrong in live(seed, build=plant()).wrong)

    assert any(wrong.startswith(told) for wrong in found)


def test_who_forgets_what_is_shown_of_a_refused_message_is_found_where_its_plain_words_stop() -> None:
    story = Story(
        channel="slack", words=("long",), unliked=1, build=planted.forget_what_is_shown_of_a_message()
    )
    watched = OneFault()
    lived(story, watched)
    stops = [OneFault(place=place, kind=Kind.REFUSED) for place in range(len(watched.calls))]

    assert any(wrong.startswith("I2") for stop in stops for wrong in violations(lived(story, stop)))
