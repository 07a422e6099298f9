"""What a bot may say: every kind of part, small and large, with all that a messenger might stumble over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choice,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The parts of one line; shared: said where others read along."""

    parts: Sequence[Part]
    shared: bool = False


WORDS: Final = (
    "The old town lies on a hill above the river; https://example.org/old-town?lang=en#map shows it. "
)
MARKUP: Final = (
    "*bold* _italic_ ~struck~ `code` ```block``` **strong** __under__ ||hidden||\n"
    "<b>html</b> & &amp; &lt; <@U0123> <!channel> <https://evil.example|our bank> @everyone\n"
    "# head\n> quoted\n- one\n1. two\n[our bank](https://evil.example) ![x](https://evil.example/x.png)\n"
    "\\ {} $1 %s"
)
EMOJI: Final = (
    "👨\u200d👩\u200d👧\u200d👦 🇪🇸 👋🏽 e\u0301 \u1112\u1161\u11ab \u2764\ufe0f \u0915\u094d\u0937\u093f "
)
WAY: Final = "https://chat.example/link/0123456789abcdef?a=1&b=2"
PHOTO: Final = "https://example.org/hotel.jpg"


def _choices(count: int, label: str = "Room {}", value: str = "room-{}") -> tuple[Choice, ...]:
    return tuple(Choice(label=label.format(n), value=value.format(n)) for n in range(1, count + 1))


def _card(number: int) -> Card:
    return Card(
        title=f"Hotel {number}",
        subtitle=f"{number}00 euros a night",
        image=f"https://example.org/hotel-{number}.jpg",
        buttons=(Choice(label="Book", value=f"book-{number}"), Choice(label="More", value=f"more-{number}")),
    )


ASKED: Final = Text(text="Which room?")
LOGIN: Final = Login(text="Who are you?", label="Sign in as Ann", url=WAY, expires=1_795_000_600)

SAMPLES: Final[Mapping[str, Sample]] = {
    "text": Sample(parts=(Text(text="Which city?", speech="<speak>Which city?</speak>"),)),
    "text_of_many_words": Sample(parts=(Text(text=WORDS * 60),)),
    "text_of_no_words": Sample(parts=(Text(text="x" * 5000),)),
    "text_of_emoji": Sample(parts=(Text(text=EMOJI * 200),)),
    "text_of_markup": Sample(parts=(Text(text=MARKUP),)),
    "text_of_markup_long": Sample(parts=(Text(text=(MARKUP + "\n") * 12),)),
    "text_in_spanish": Sample(
        parts=(Text(text="¿Cuántas noches? Del 3 al 7 de agosto, señor Muñoz: 1234,50 €"),)
    ),
    "text_blank": Sample(parts=(Text(text=" \n\t"),)),
    "choices": Sample(parts=(ASKED, Choices(choices=_choices(3)))),
    "choices_of_ten": Sample(parts=(ASKED, Choices(choices=_choices(10)))),
    "choices_of_thirty": Sample(parts=(ASKED, Choices(choices=_choices(30)))),
    "choices_long": Sample(
        parts=(
            ASKED,
            Choices(choices=_choices(3, "A large room with a view of the river and the hills, number {}")),
        )
    ),
    "choices_of_long_values": Sample(parts=(ASKED, Choices(choices=_choices(3, value="{}" + "v" * 2100)))),
    "choices_of_one_label": Sample(
        parts=(ASKED, Choices(choices=(Choice(label="Yes", value="a"), Choice(label="Yes", value="b"))))
    ),
    "choices_of_markup": Sample(
        parts=(ASKED, Choices(choices=(Choice(label="*A* & <B> [c](d)", value='"<&>"'),) * 2))
    ),
    "choices_alone": Sample(parts=(Choices(choices=_choices(3)),)),
    "choices_below_a_long_text": Sample(parts=(Text(text=WORDS * 60), Choices(choices=_choices(3)))),
    "card": Sample(parts=(_card(1),)),
    "card_of_a_title": Sample(parts=(Card(title="Hotel Sol"),)),
    "card_large": Sample(
        parts=(
            Card(
                title="The Grand Hotel above the river " * 10,
                subtitle=WORDS * 24,
                image=PHOTO,
                buttons=_choices(8, "Book the large room {} with breakfast"),
            ),
        )
    ),
    "card_of_markup": Sample(
        parts=(
            Card(
                title="*A* & <B>",
                subtitle=MARKUP,
                buttons=(Choice(label="_Book_ <now>", value="<book>"),),
            ),
        )
    ),
    "carousel": Sample(parts=(Text(text="Three hotels:"), Carousel(cards=tuple(map(_card, range(1, 4)))))),
    "carousel_of_fifteen": Sample(parts=(Carousel(cards=tuple(map(_card, range(1, 16)))),)),
    "carousel_of_unlike_cards": Sample(
        parts=(
            Carousel(
                cards=(
                    Card(title="No picture, no button"),
                    Card(title="A picture", image=PHOTO),
                    Card(title="Five buttons", buttons=_choices(5)),
                )
            ),
        )
    ),
    "image": Sample(parts=(Image(url=PHOTO, alt="The hotel from the street"),)),
    "image_with_much_to_see": Sample(parts=(Image(url=PHOTO, alt=WORDS * 30),)),
    "file": Sample(parts=(File(url="https://example.org/bill.pdf", name="Bill <August> & more.pdf"),)),
    "audio": Sample(parts=(Audio(url="https://example.org/hello.mp3", name="A greeting"),)),
    "audio_of_a_voice": Sample(parts=(Audio(url="https://example.org/hello.ogg", name="A greeting"),)),
    "location": Sample(parts=(Location(latitude=40.4168, longitude=-3.7038, name="Hotel Sol, Madrid"),)),
    "location_without_name": Sample(parts=(Location(latitude=-33.8688, longitude=151.2093),)),
    "login": Sample(parts=(LOGIN,)),
    "login_where_others_read": Sample(parts=(LOGIN,), shared=True),
    "login_run_out": Sample(parts=(Login(text="Who are you?", label="Sign in as Ann"),)),
    "typing": Sample(parts=(Typing(),)),
    "a_whole_line": Sample(
        parts=(
            Text(text="Here it is."),
            Typing(),
            _card(1),
            Image(url=PHOTO, alt="The hotel from the street"),
            Location(latitude=40.4168, longitude=-3.7038, name="Hotel Sol"),
            Text(text="Shall I book it?"),
            Choices(choices=_choices(2)),
        )
    ),
}
