"""Links to sign in by: where our pages are, and a secret that our key and a login's nonce make."""

from collections.abc import Callable, Sequence

from lambdas.domain.account import Secret
from lambdas.domain.errors import Retryable
from lambdas.domain.login_link import link_secret, login_id
from lambdas.kit.translation import failing_as


class SecretLinks:
    """See ``Links``. keys: the newest first; only that one makes links. site: the origin of our pages.

    A link that is made again just after the key has changed is another one, which no login knows.
    """

    def __init__(self, *, keys: Callable[[], Sequence[bytes]], site: str) -> None:
        self._keys, self._site = keys, site

    def login(self, nonce: str) -> str:
        """See ``Links``."""
        return login_id(self._secret(nonce))

    def url(self, nonce: str) -> str:
        """See ``Links``."""
        return f"{self._site}/link/{self._secret(nonce).text}"

    def _secret(self, nonce: str) -> Secret:
        with failing_as(Retryable, doing="reading the key of links"):
            return link_secret(self._keys()[0], nonce)
