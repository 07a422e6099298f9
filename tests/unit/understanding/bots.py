"""Bots for the tests of understanding: nothing but intents with sample utterances and slots."""

from collections.abc import Mapping, Sequence

from definition.bot import Bot, Intent, IntentWords, Locale, Slot

Slots = Mapping[str, Mapping[str, str]]


def a_bot(
    samples: Mapping[str, Sequence[str]],
    *,
    slots: Slots | None = None,
    after: Mapping[str, tuple[str, ...]] | None = None,
    locale: str = "en-US",
) -> Bot:
    """A bot by its intents' samples; ``slots`` are slot types by intent and slot."""
    intents = {
        name: Intent(
            name=name,
            slots={
                slot: Slot(name=slot, type=kind, required=False)
                for slot, kind in (slots or {}).get(name, {}).items()
            },
            dialog_hook=False,
            fulfillment_hook=False,
            after=(after or {}).get(name, ()),
            branches={},
        )
        for name in samples
    }
    return Bot(
        name="tried",
        description="",
        session_timeout_s=300,
        confidence=0.4,
        slot_types={},
        intents=intents,
        locales={locale: _locale(locale, samples)},
    )


def _locale(name: str, samples: Mapping[str, Sequence[str]]) -> Locale:
    words = {
        intent: IntentWords(utterances=tuple(said), slots={}, confirmation=None, closing=(), replies={})
        for intent, said in samples.items()
    }
    return Locale(
        name=name, fallback=(), commands={}, synonyms={}, intents=words, small_talk={}, languages={}
    )
