"""What names in a definition are made of."""

from definition.shape import Text

NAME = Text(
    longest=100,
    pattern="[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*",
    form="a name of letters and digits, parted by single _ if at all, such as BookHotel",
)
# Source: https://core.telegram.org/bots/api#botcommand
COMMAND = Text(
    longest=32, pattern="[a-z0-9_]+", form="a command of small letters, digits and _, such as start"
)
SMALL_TALK_NAME = Text(
    longest=32, pattern="[a-z0-9_]+", form="a name of small letters, digits and _, such as help"
)
LOCALE_NAME = Text(pattern="[a-z]{2,3}-([A-Z]{2}|[0-9]{3})", form="a locale such as en-US")
SCOPE = Text(
    pattern="[a-z][a-z0-9_.-]{0,99}",
    longest=100,
    form="a scope of small letters, digits, . _ and -, such as bookings.read",
)
