"""Links to sign in by that anybody can read."""

from tests.fakes.faults import Faults


class FakeLinks:
    """See ``Links``: the id and the link of a nonce are the nonce itself, dressed."""

    def __init__(self) -> None:
        self.faults = Faults()

    def login(self, nonce: str) -> str:
        """See ``Links``."""
        with self.faults.at("login"):
            return f"login-{nonce}"

    def url(self, nonce: str) -> str:
        """See ``Links``."""
        with self.faults.at("url"):
            return f"https://site.example/link/{nonce}"
