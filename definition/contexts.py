"""Which contexts an intent needs and leaves, by the names that engines know them by.

An engine wants all contexts of an intent at once, ours wants one of several. So what any of several intents
may precede gets a context of its own, which each of them leaves.
"""

from definition.bot import Bot, Intent


def needed_context(intent: Intent) -> str | None:
    """Give the context in which an intent is understood; None where it always is."""
    return "_or_".join(intent.after) if intent.after else None


def come_apart(one: Intent, other: Intent) -> bool:
    """Tell whether two intents may be said alike, since the contexts that they need tell them apart.

    Sources: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_CreateIntent.html (inputContexts: "if
    there are two intents with different input contexts that respond to the same utterances, only the intent
    with the active context will respond"), https://cloud.google.com/dialogflow/es/docs/contexts-input-output
    ("create context-specific intents with the same training phrases").
    """
    return bool(one.after and other.after) and set(one.after).isdisjoint(other.after)


def left_contexts(bot: Bot, intent: Intent) -> tuple[str, ...]:
    """Give the contexts that an intent leaves once it is done: its own name first."""
    if intent.context is None:
        return ()
    shared = (needed_context(other) for other in bot.intents.values() if intent.name in other.after)
    return tuple(dict.fromkeys([intent.name, *(name for name in shared if name)]))
