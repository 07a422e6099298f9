"""A chat whose language is changed while it goes on, on the running platform."""

from tests.e2e.person import Person, with_person
from tests.local_platform import LocalPlatform


def test_a_chat_goes_on_in_the_language_that_somebody_asks_for(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        assert "city" in await person.say("book a room")

        changed = await person.say("¡En español, por favor!")
        asked = await person.say("quiero reservar una habitación")
        back = await person.say("in English")

        assert changed.startswith("De acuerdo, seguimos en español. Lo que habíamos empezado")
        assert "ciudad" in asked
        assert back.startswith("All right, let us go on in English. What we had begun starts anew")
        assert "city" in await person.say("book a room")

    with_person(platform, chat)
