"""The speech form of a text: SSML, as voices take it.

Source: https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html
"""

from xml.parsers.expat import ExpatError, ParserCreate, errors

from definition.shape import Mistake

_ROOT = "speak"


def speech_mistake(ssml: str) -> Mistake | None:
    """Give what is wrong with SSML, if anything is; it must be well-formed XML within ``<speak>``."""
    tags: list[str] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda tag, _attributes: tags.append(tag)
    try:
        parser.Parse(ssml, True)  # noqa: FBT003 (expat's own: this is all there is)
    except ExpatError as error:
        problem = f"the speech is not well-formed: {errors.messages[error.code]}"
        advice = "close every tag, and write & as &amp; and < as &lt;"
        return Mistake(problem=problem, advice=advice, at=error.offset if error.lineno == 1 else 0)
    if tags[0] != _ROOT:
        return Mistake(
            problem=f"the speech begins with <{tags[0]}>", advice="put it between <speak> and </speak>", at=0
        )
    return None


def words_of(ssml: str) -> str:
    """Give the words of well-formed SSML, without its tags."""
    parts: list[str] = []
    parser = ParserCreate()
    parser.CharacterDataHandler = parts.append
    parser.Parse(ssml, True)  # noqa: FBT003 (the same)
    return " ".join("".join(parts).split())
