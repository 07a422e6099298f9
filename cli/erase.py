"""`parley erase`: erase whatever is kept of one person, and say what it cannot reach."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime

from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import why
from cli.erasure import Found, erase, find
from cli.operated import NotOperatedError, Operated, operated_by
from cli.people import People, people_of
from cli.person import NobodyError, add_person, doubt, key_of, owners_of
from cli.state import add_stage
from cli.words import complain, plain
from lambdas.domain.errors import ParleyError

AGAIN = "This was not all of it, or more came meanwhile: run the same command again."
OUT_OF_REACH = """\
Not reached:
  logs                  they hold ids and hashes, no words; they go after the stage's log_days
  backups               the tables can be restored to any second of the last 35 days
  engines' memory       Lex and Dialogflow forget a dialog by themselves some minutes after its last message
  the messenger         what stands in the person's own chat, and at Telegram"""

WAIT = "turns wait to be answered"
WAIT_FOR_LATER = "internal turns wait for their time (a sign-in runs out, lines are sent again)"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `erase`."""
    command = commands.add_parser(
        "erase",
        help="erase everything that is kept of one person",
        description="Count what is kept of one person, ask, delete it, and count again. "
        "To do it again does no harm, and finishes what was cut short.",
    )
    add_person(command)
    command.add_argument(
        "--everywhere",
        action="store_true",
        help="also other chats where the same account is signed in",
    )
    command.add_argument("--dry-run", action="store_true", help="only count")
    command.add_argument("--yes", action="store_true", help="do not ask")
    add_stage(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Count, ask, erase, count again; 1 where something is left or was not done."""
    try:
        operated = operated_by(options)
        return _run(options, operated)
    except (NobodyError, NotOperatedError, ParleyError, BotoCoreError, ClientError) as error:
        return complain(why(error))


def _run(options: argparse.Namespace, operated: Operated) -> int:
    also = [key_of(options)] if options.conversation else []
    people = people_of(
        owners_of(options, operated=operated), operated=operated, everywhere=options.everywhere
    )
    found = find(people, operated=operated, now=_now(), also=also)
    _tell_people(people)
    _tell_found(found, operated)
    if doubtful := doubt(options, operated=operated):
        _say(f"  {doubtful}")
    if options.dry_run:
        _say("Dry run: nothing was deleted.")
        return 0
    if found.counted() and not (options.yes or _agreed()):
        _say("Nothing was deleted.")
        return 1
    erase(found, people, operated=operated, now=_now())
    left = find(people, operated=operated, now=_now(), also=also)
    _tell_deleted(found.counted(), left.counted())
    _say(OUT_OF_REACH)
    _tell_elsewhere(people, operated)
    return 1 if left.counted() else 0


def _tell_people(people: People) -> None:
    _say(f"owner {people.owners[-1]}")
    for other in people.owners[:-1]:
        _say(f"  and {other}")
    for account in people.accounts:
        _say(f"  signed in as {account.masked or 'somebody without an address'}")
    for chat in people.elsewhere:
        _say(f"  the same account is signed in at {chat}: left as it is without --everywhere")


def _tell_found(found: Found, operated: Operated) -> None:
    _tell_counts(found.counted())
    if not found.counted():
        _say("  nothing is kept")
    if found.unreadable:
        _say(f"  {found.unreadable} dead letters are no turns, and may be anybody's: parley dead list")
    if found.hidden:
        _say(f"  {found.hidden} dead letters are behind others, and may be anybody's: parley dead list")
    for url, wait_for in ((operated.turns_url, WAIT), (operated.later_url, WAIT_FOR_LATER)):
        if waiting := _waiting(url, operated):
            _say(f"  {waiting} {wait_for}, and may be anybody's: run this again afterwards")


def _waiting(url: str, operated: Operated) -> int:
    """How many turns nobody has taken from a queue yet, or about that."""
    counts = operated.queues.get_queue_attributes(
        QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed"]
    )["Attributes"]
    return sum(map(int, counts.values()))


def _tell_deleted(before: Mapping[str, int], left: Mapping[str, int]) -> None:
    _say("Deleted:" if before else "Nothing was there to be deleted.")
    _tell_counts(before)
    if left:
        _say("Still there:")
        _tell_counts(left)
        _say(AGAIN)


def _tell_counts(counted: Mapping[str, int]) -> None:
    for kind, count in sorted(counted.items()):
        _say(f"  {kind:<22}{count:>6}")


def _tell_elsewhere(people: People, operated: Operated) -> None:
    """What is not ours to delete, with the command that does."""
    if operated.own_bookings:
        _say(f"  your booking service  it knows the person as {', '.join(people.owners)}")
    if operated.signing_in is not None:
        pool = operated.signing_in.pool
        for account in people.accounts:
            _say("  the user pool         to delete the account itself:")
            _say(f"    aws cognito-idp admin-delete-user --user-pool-id {pool} --username {account.subject}")


def _agreed() -> bool:
    try:
        return input("Delete all of this for good? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False


def _now() -> datetime:
    return datetime.now(UTC)


def _say(text: str) -> None:
    print(plain(text))  # noqa: T201 — a command speaks on the console
