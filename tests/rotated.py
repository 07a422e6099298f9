"""A secret on its way to another value, and a messenger that is told."""

from collections.abc import Mapping
from dataclasses import dataclass

from cli.channels.port import PRINTABLE, Asked, MessengerError, Options, Report
from cli.installed import Installed
from cli.rotation import Rotation
from tests.fakes.clock import SetClock
from tests.fakes.secrets_manager import MemorySecrets
from tests.installed import PROOF, an_installed

TOKEN = Asked(title="token", found="In the loft.")


@dataclass(kw_only=True)
class Messenger:
    """A channel whose messenger shows what it was told last, or what its operator sets there."""

    shows: str
    proof: Asked | None = None
    takes_proof: bool = True
    down: bool = False
    title: str = "Pigeon Post"
    token: Asked = TOKEN

    def register(self, installed: Installed, options: Options) -> Report:
        assert options == Options()
        if self.down:
            raise MessengerError("Pigeon Post does not answer")
        self.shows = installed.secrets.newest_proof()
        return Report(title="")

    def inspect(self, installed: Installed) -> Report:
        raise NotImplementedError

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        raise NotImplementedError

    def manifest(self, installed: Installed) -> Mapping[str, str]:
        raise NotImplementedError


class Story:
    """One installation over time. waits: for how long a command has waited. said: what it told."""

    def __init__(self, *, issued: bool = False, current: str = "old", previous: str = "") -> None:
        self.clock = SetClock()
        kept = {"current": current, "previous": previous}
        self.vault = MemorySecrets(kept={PROOF: kept}, at=self.clock.now())
        asked = Asked(title="signing secret", found="In the loft.", shape=PRINTABLE) if issued else None
        self.messenger = Messenger(shows=previous or current, proof=asked, takes_proof=not issued)
        self.waits: list[float] = []
        self.said: list[tuple[str, str]] = []
        self._made = 0

    def rotation(self, *, proof_arn: str = PROOF) -> Rotation:
        installed = an_installed(self.vault, name="pigeons", proof_arn=proof_arn)
        return Rotation(
            installed=installed,
            channel=self.messenger,
            say=lambda name, what: self.said.append((name, what)),
            now=self.clock.now,
            wait=self.wait,
            make=self.make,
        )

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.clock.pass_s(seconds)

    def make(self) -> str:
        self._made += 1
        return f"new{self._made}"

    @property
    def values(self) -> tuple[str, str]:
        return self.vault.kept[PROOF]["current"], self.vault.kept[PROOF]["previous"]

    @property
    def let_in(self) -> bool:
        """Whether what the messenger shows counts."""
        return self.messenger.shows in self.values
