"""Many webhooks at once, some of them twice, some out of order."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

from aiohttp import ClientSession, TCPConnector

from bench.load.aftermath import write_chat
from bench.load.measure import Result, Timing, percentile
from bench.load.messenger import Chatter, Messenger
from bench.load.run import Run
from bench.load.words import canaries, sentences

WEBHOOKS: Final = 100
CHATS: Final = 30
LASTS_S: Final = 5.0
TWICE: Final = 0.2
SHUFFLED: Final = 0.1
Post = tuple[Chatter, Mapping[str, Any]]
CONNECTIONS: Final = 40
"""As Telegram opens, unless it is told otherwise."""
ACK_S, DRAINED_S = 1.0, 60.0


async def burst(run: Run) -> Result:
    """All of them within five seconds; each is answered once."""
    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as session:
        messenger = Messenger(platform=run.platform, session=session, diary=run.diary)
        chats = await _meet(run, messenger)
        run.tell(f"{len(chats)} people have greeted the bot")
        began_s = run.diary.at_s()
        posts = _posts(run, messenger, chats)
        async with asyncio.TaskGroup() as posting:
            for number, (chatter, update) in enumerate(posts):
                await asyncio.sleep(began_s + number * LASTS_S / len(posts) - run.diary.at_s())
                posting.create_task(chatter.says(update))
        run.tell(f"{len(messenger.acks_s)} webhooks are taken")
        await run.at_rest(within_s=DRAINED_S)
        drained_s = run.diary.at_s() - began_s
        for chatter in chats:
            messages = await messenger.messages(chatter.chat)
            write_chat(chatter, messages, platform=run.platform, diary=run.diary)
        done = f"{len(messenger.acks_s)} webhooks over {len(chats)} chats in {LASTS_S:g} s"
        return await run.judged(done, _timings(messenger, drained_s))


async def _meet(run: Run, messenger: Messenger) -> Sequence[Chatter]:
    cities = canaries()[: run.scaled(CHATS, least=2)]
    return [await messenger.meet(f"chat{number:02}", canary=city) for number, city in enumerate(cities)]


def _posts(run: Run, messenger: Messenger, chats: Sequence[Chatter]) -> list[Post]:
    """What is posted, in order: some updates after what was said later, and some once more."""
    scripts = [sentences(city) for city in canaries()[: len(chats)]]
    posts: list[Post] = []
    for number in range(run.scaled(WEBHOOKS, least=4)):
        place = number if number < len(chats) else run.dice.randrange(len(chats))
        posts.append((chats[place], messenger.update(chats[place], next(scripts[place]))))
    for place in run.dice.sample(range(len(posts)), round(SHUFFLED * len(posts))):
        _overtake(posts, place)
    for post in run.dice.sample(posts, round(TWICE * len(posts))):
        posts.insert(run.dice.randint(posts.index(post) + 1, len(posts)), post)
    return posts


def _overtake(posts: list[Post], place: int) -> None:
    """Let what somebody said next go before this."""
    after = range(place + 1, len(posts))
    following = next((each for each in after if posts[each][0] is posts[place][0]), place)
    posts[place], posts[following] = posts[following], posts[place]


def _timings(messenger: Messenger, drained_s: float) -> list[Timing]:
    acks_s = messenger.acks_s
    return [
        Timing(name="ack p50", value_s=percentile(acks_s, 50)),
        Timing(name="ack p99", value_s=percentile(acks_s, 99), goal_s=ACK_S),
        Timing(name="drained after", value_s=drained_s, goal_s=DRAINED_S),
    ]
