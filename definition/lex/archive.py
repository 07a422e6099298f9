"""A compiled bot as the archive that Lex V2 exports and imports: a zip of JSON files.

``Manifest.json``, ``<bot>/Bot.json``, ``<bot>/BotLocales/<locale>/BotLocale.json`` and below each locale
``Intents/<intent>/Intent.json``, ``…/Slots/<slot>/Slot.json`` and ``SlotTypes/<type>/SlotType.json``.
Source: https://docs.aws.amazon.com/lexv2/latest/dg/import-export-format.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from definition.lex import archive_words
from definition.lex.messages import Properties
from definition.zipped import NOT_ZIPPED, unzipped, zipped

MANIFEST = "Manifest.json"
# How CloudFormation builds a bot is no part of it.
_NOT_THE_BOTS = ("AutoBuildBotLocales", "BotLocales")


class NotAnArchiveError(ValueError):
    """The bytes are no export archive of a Lex V2 bot."""


def write_archive(compiled: Properties, *, name: str) -> bytes:
    """Give a bot, as ``lex_bot`` compiles it, under a name of Lex's."""
    return zipped(_files(compiled, name))


def read_archive(archive: bytes) -> Properties:
    """Give the bot of an archive as ``lex_bot`` would compile it; raises ``NotAnArchiveError``."""
    try:
        return _bot(unzipped(archive))
    except (*NOT_ZIPPED, KeyError, TypeError, AttributeError) as error:
        raise NotAnArchiveError(f"no archive of a Lex V2 bot: {error!r}") from error


def _files(compiled: Properties, name: str) -> Iterator[tuple[str, object]]:
    yield MANIFEST, {"metaData": {"schemaVersion": "1", "fileFormat": "LexJson", "resourceType": "BOT"}}
    bot = {key: value for key, value in compiled.items() if key not in _NOT_THE_BOTS}
    yield f"{name}/Bot.json", archive_words.described("Bot", {"Name": name, **bot}, name)
    locales: Any = compiled["BotLocales"]
    for locale in locales:
        folder = f"{name}/BotLocales/{locale['LocaleId']}"
        yield f"{folder}/BotLocale.json", archive_words.locale_file(locale)
        for slot_type in locale.get("SlotTypes", ()):
            path = f"{folder}/SlotTypes/{slot_type['Name']}/SlotType.json"
            yield path, archive_words.described("SlotType", slot_type, path)
        for intent in locale["Intents"]:
            yield from _intent_files(f"{folder}/Intents/{intent['Name']}", intent)


def _intent_files(folder: str, intent: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    alone = {key: value for key, value in intent.items() if key != "Slots"}
    yield f"{folder}/Intent.json", archive_words.described("Intent", alone, folder)
    for slot in intent.get("Slots", ()):
        path = f"{folder}/Slots/{slot['Name']}/Slot.json"
        yield path, archive_words.described("Slot", slot, path)


def _bot(files: Mapping[str, Any]) -> Properties:
    path = next(name for name in sorted(files, key=len) if name.endswith("/Bot.json"))
    folder = path.removesuffix("Bot.json") + "BotLocales/"
    bot = archive_words.properties(files[path])
    del bot["Name"]
    locales = [
        _locale(folder + name, files)
        for name in _names(files, folder)
        if f"{folder}{name}/BotLocale.json" in files
    ]
    return {**bot, "AutoBuildBotLocales": True, "BotLocales": locales}


def _locale(folder: str, files: Mapping[str, Any]) -> Properties:
    types = [
        archive_words.properties(files[f"{folder}/SlotTypes/{name}/SlotType.json"])
        for name in _names(files, f"{folder}/SlotTypes/")
    ]
    intents = [_intent(f"{folder}/Intents/{name}", files) for name in _names(files, f"{folder}/Intents/")]
    locale = archive_words.read_locale(files[f"{folder}/BotLocale.json"])
    return {**locale, **({"SlotTypes": types} if types else {}), "Intents": intents}


def _intent(folder: str, files: Mapping[str, Any]) -> Properties:
    intent = archive_words.properties(files[f"{folder}/Intent.json"])
    slots = [
        archive_words.properties(files[f"{folder}/Slots/{name}/Slot.json"])
        for name in _names(files, f"{folder}/Slots/")
    ]
    return {**intent, **({"Slots": slots} if slots else {})}


def _names(files: Mapping[str, Any], folder: str) -> list[str]:
    """Give the names of the folders below a folder, in the order of the archive."""
    below = (name.removeprefix(folder) for name in files if name.startswith(folder))
    return list(dict.fromkeys(name.partition("/")[0] for name in below if "/" in name))
