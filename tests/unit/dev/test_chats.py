"""Who chats where at a double."""

import pytest

from dev.doubles.chats import Chats, NotThereError


def test_somebody_keeps_one_id_and_one_chat() -> None:
    chats = Chats(people="U{:03}", privates="D{:03}", groups="C{:03}")

    ada, again = chats.person("Ada", language="es"), chats.person("Ada")

    assert (ada, ada.id, ada.language) == (again, "U001", "es")
    assert chats.private(ada) is chats.private(again)
    assert chats.private(ada).id == "D001"
    assert chats.somebody("U001") == ada


def test_a_private_chat_goes_by_the_person_where_the_messenger_has_no_other_id() -> None:
    chats = Chats(people="+155501{:05}")

    chat = chats.private(chats.person("Ada"))

    assert (chat.id, chats.find(chat.id), chats.find("+1"), chats.find(None)) == (
        "+15550100001",
        chat,
        None,
        None,
    )


def test_a_messenger_without_groups_has_none() -> None:
    chats = Chats(people="U{:03}")

    with pytest.raises(NotThereError, match="no groups"):
        chats.group("Trip", chats.person("Ada"))


def test_nobody_is_made_up() -> None:
    with pytest.raises(NotThereError, match="no person U9"):
        Chats(people="U{:03}").somebody("U9")
