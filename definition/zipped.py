"""JSON files in a zip: what both engines import and export."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

NOT_ZIPPED = (zipfile.BadZipFile, ValueError)
"""What ``unzipped`` raises for bytes that are no such zip."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can have: the same files give the same bytes


def zipped(files: Iterable[tuple[str, object]]) -> bytes:
    """The files, by name, in this order."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, json.dumps(content, indent=2, ensure_ascii=False).encode())
    return written.getvalue()


def unzipped(archive: bytes) -> Mapping[str, Any]:
    """Every JSON file by its name; raises one of ``NOT_ZIPPED``."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: json.loads(opened.read(name)) for name in opened.namelist() if name.endswith(".json")}
