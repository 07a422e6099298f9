"""Serves the files of the chat page, with the headers that CloudFront gives them in AWS."""

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from aiohttp import web

# What a browser gets; everything else in the folder (scripts, settings, tests) is none of its business.
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
NOT_SERVED = "tests"
HEADERS_FILE = "headers.json"


class Pages:
    """The folder of the page."""

    def __init__(self, *, folder: Path) -> None:
        self._folder = folder.resolve()

    def find(self, path: str) -> Path | None:
        """The file of a decoded path, or none when there is nothing to be had there."""
        parts = PurePosixPath(path.lstrip("/") or "index.html").parts
        if "\0" in path or any(part.startswith(".") or "\\" in part for part in parts):
            return None
        found = self._folder.joinpath(*parts).resolve()
        inside = found.is_relative_to(self._folder) and parts[0] != NOT_SERVED
        return found if inside and found.suffix in MEDIA_TYPES and found.is_file() else None

    def headers(self) -> Mapping[str, str]:
        """The headers of every page, read anew each time so that an edit shows at once."""
        file = self._folder / HEADERS_FILE
        headers: dict[str, str] = json.loads(file.read_text()) if file.is_file() else {}
        return headers

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer a GET or HEAD."""
        found = self.find(request.match_info["path"])
        if found is None:
            return web.Response(status=404, text="Not found.\n", headers=self.headers())
        # A developer reloads the page: it is asked for anew each time, and not sent when it is unchanged.
        headers = {**self.headers(), "Content-Type": MEDIA_TYPES[found.suffix], "Cache-Control": "no-cache"}
        return web.FileResponse(found, headers=headers)
