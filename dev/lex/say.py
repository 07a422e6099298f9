"""What a bot says by its definition, as Lex messages."""

from definition.bot import IntentWords, Prompt
from definition.placeholder import PLACEHOLDER
from dev.lex.state import IntentState, Message


def plain(text: str, intent: IntentState | None = None) -> tuple[Message, ...]:
    """Give a text as a message, ``{Slot}`` filled in."""
    filled = intent.filled if intent else {}
    content = PLACEHOLDER.sub(lambda found: filled[found[1]].interpreted if found[1] in filled else "", text)
    return (Message(content_type="PlainText", content=content),)


def asked(prompt: Prompt, intent: IntentState, *, attempt: int) -> tuple[Message, ...]:
    """Give a question, in other words at each further attempt, with the choices it has as a card."""
    wordings = (prompt.text, *prompt.retries)
    words = plain(wordings[min(attempt, len(wordings) - 1)], intent)
    if not prompt.choices:
        return words
    title = prompt.choices.title or words[0].content
    buttons = [{"text": button.text, "value": button.value} for button in prompt.choices.buttons]
    card = {"title": title, "buttons": buttons}
    return (*words, Message(content_type="ImageResponseCard", card=card))


def closing(words: IntentWords, intent: IntentState) -> tuple[Message, ...]:
    """Give the last word of an intent; nothing where its definition has none."""
    if intent.confirmation == "Denied" and words.confirmation:
        return plain(words.confirmation.declined, intent)
    return plain(words.closing, intent) if words.closing else ()
