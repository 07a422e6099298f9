"""A room is booked in Spanish, with words that no sample has. The day is Wednesday, March 3, 2027."""

from pathlib import Path

import pytest

from definition.read import read_bot
from dev.lex.runtime import Runtime
from dev.lex.serve import served
from tests.unit.lex.talk import ADDRESS, Clock, Json, ScriptedHook

HOTEL = """\
name: hotel
slot_types:
  Room: [single, double]
intents:
  BookRoom:
    slots:
      City: {type: AMAZON.City}
      CheckIn: {type: AMAZON.Date}
      Nights: {type: AMAZON.Duration}
      Guests: {type: AMAZON.Number}
      Room: {type: Room}
  Cancel: {}
locales:
  es-ES:
    fallback: No te entiendo.
    slot_types:
      Room: {single: [individual, sencilla], double: [doble, de matrimonio]}
    intents:
      BookRoom:
        utterances:
          - reservar un hotel
          - quiero reservar una habitación
          - necesito un hotel en {City}
          - busco alojamiento
          - una habitación en {City} para {Nights}
          - un cuarto {Room}
          - mejor {City}
          - cambia la ciudad a {City}
        slots:
          City: {prompt: "¿Ciudad?"}
          CheckIn: {prompt: "¿Día?"}
          Nights: {prompt: "¿Noches?"}
          Guests: {prompt: "¿Personas?"}
          Room: {prompt: "¿Habitación?"}
        confirmation: {prompt: "{City}, {CheckIn}, {Nights}, {Guests}, {Room}: ¿sí o no?", declined: Nada.}
        closing: Reservado.
      Cancel:
        utterances: [cancelar, cancela, olvídalo, déjalo]
        closing: Cancelado.
"""


class Talk:
    """One person talking to the bot in Spanish."""

    def __init__(self, folder: Path) -> None:
        file = folder / "hotel" / "bot.yaml"
        file.parent.mkdir()
        file.write_text(HOTEL, encoding="utf-8")
        bots = {("TRAVELBOT1", "LOCALALIAS"): served(read_bot(file), hook=ScriptedHook())}
        self._runtime = Runtime(bots, now=Clock())

    def say(self, said: str) -> str:
        """Say something; what the bot answers."""
        answer: Json = self._runtime.recognize_text({**ADDRESS, "localeId": "es_ES", "text": said})
        return " ".join(one["content"] for one in answer["messages"])


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path)


def test_a_room_is_booked_step_by_step(talk: Talk) -> None:
    said = [
        "Hola, quisiera reservar un hotel",
        "en munich",
        "pasado mañana",
        "una semana",
        "somos dos",
        "doble",
    ]

    asked = [talk.say(one) for one in said]

    summary = "Múnich, 2027-03-05, P1W, 2, double: ¿sí o no?"
    assert asked == ["¿Ciudad?", "¿Día?", "¿Noches?", "¿Personas?", "¿Habitación?", summary]
    assert talk.say("sí, por favor") == "Reservado."


def test_a_room_is_booked_in_one_sentence(talk: Talk) -> None:
    said = "necesito un cuarto doble en nueva york del 5 al 8 de marzo para dos personas"

    assert talk.say(said) == "Nueva York, 2027-03-05, P3D, 2, double: ¿sí o no?"
    assert talk.say("no, gracias") == "Nada."


@pytest.mark.parametrize(
    ("said", "summary"),
    [
        ("no, mejor Roma", "Roma, 2027-03-05, P3D, 2, double: ¿sí o no?"),
        ("no, en Roma", "Roma, 2027-03-05, P3D, 2, double: ¿sí o no?"),
        ("Lisboa en vez de Londres", "Lisboa, 2027-03-05, P3D, 2, double: ¿sí o no?"),
        ("mejor cuatro noches", "Londres, 2027-03-05, P4D, 2, double: ¿sí o no?"),
        ("hasta el domingo 14", "Londres, 2027-03-05, P9D, 2, double: ¿sí o no?"),
        ("¿y si llego el sábado?", "Londres, 2027-03-06, P3D, 2, double: ¿sí o no?"),
    ],
)
def test_an_answer_is_corrected_at_the_summary(talk: Talk, said: str, summary: str) -> None:
    talk.say("una habitación doble en Londres el 5 de marzo para tres noches, somos dos")

    assert talk.say(said) == summary


def test_a_booking_is_called_off(talk: Talk) -> None:
    talk.say("busco alojamiento en Sevilla")

    assert talk.say("déjalo, por favor") == "Cancelado."


@pytest.mark.parametrize("said", ["quiero pedir una pizza", "¿qué tiempo hace?", "cuéntame un chiste"])
def test_what_is_none_of_its_business_is_not_understood(talk: Talk, said: str) -> None:
    assert talk.say(said) == "No te entiendo."
