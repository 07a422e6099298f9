"""What the front itself answers when it hands nothing on."""

from aiohttp import web

CODES = {400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 413: "too_long"}


def refusal(status: int, message: str) -> web.Response:
    """A refusal as JSON, with a code and a sentence."""
    return web.json_response({"code": CODES.get(status, "unavailable"), "message": message}, status=status)
