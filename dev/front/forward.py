"""Hands HTTP calls of `/api`, `/link` and `/webhooks` on to the HTTP API, as CloudFront does in AWS."""

from aiohttp import ClientError, ClientSession, ClientTimeout, hdrs, web
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from dev.front.refusals import refusal
from dev.front.upstream import Upstream

# They belong to one connection only. Source: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1.
HOP_BY_HOP = (
    hdrs.CONNECTION,
    hdrs.KEEP_ALIVE,
    hdrs.PROXY_AUTHENTICATE,
    hdrs.PROXY_AUTHORIZATION,
    hdrs.TE,
    hdrs.TRAILER,
    hdrs.TRANSFER_ENCODING,
    hdrs.UPGRADE,
)
X_FORWARDED_FOR = "X-Forwarded-For"


def passed_on(request: web.Request) -> CIMultiDict[str]:
    """A request's headers for the upstream, with the caller's address at the end of ``X-Forwarded-For``."""
    headers = without_hops(request.headers)
    headers.popall(hdrs.HOST, None)
    headers.popall(hdrs.CONTENT_LENGTH, None)
    before = headers.popall(X_FORWARDED_FOR, [])
    headers[X_FORWARDED_FOR] = ", ".join([*before, request.remote or ""])
    return headers


def without_hops(headers: CIMultiDictProxy[str]) -> CIMultiDict[str]:
    """The headers that travel from end to end."""
    kept = headers.copy()
    for name in HOP_BY_HOP:
        kept.popall(name, None)
    return kept


class Forward:
    """The way to the HTTP API."""

    def __init__(self, *, upstream: Upstream, session: ClientSession) -> None:
        self._upstream, self._session = upstream, session

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer what the HTTP API answers; 413, 502 and 504 where it would not."""
        body = await request.read()
        url = URL(self._upstream.http + request.raw_path, encoded=True)
        try:
            async with self._session.request(
                request.method,
                url,
                headers=passed_on(request),
                data=body or None,
                allow_redirects=False,
                timeout=ClientTimeout(total=self._upstream.limits.answer_s),
            ) as answer:
                headers = without_hops(answer.headers)
                headers.popall(hdrs.CONTENT_LENGTH, None)
                return web.Response(status=answer.status, headers=headers, body=await answer.read())
        except TimeoutError:
            return refusal(504, "The service took too long.")
        except ClientError:
            return refusal(502, "The service cannot be reached.")
