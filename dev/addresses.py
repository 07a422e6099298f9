"""Where the parts of a local platform are found."""

from dataclasses import dataclass, field

from dev.listen import LOOPBACK, free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the parts of one platform are found."""

    port: int
    emulator_port: int = field(default_factory=free_port)
    engine_port: int = field(default_factory=free_port)
    telegram_port: int = field(default_factory=free_port)
    messengers_port: int = field(default_factory=free_port)
    weather_port: int = field(default_factory=free_port)
    faults_port: int = field(default_factory=free_port)
    dialogflow_port: int = field(default_factory=free_port)
    dialogflow_grpc_port: int = field(default_factory=free_port)
    company_port: int = field(default_factory=free_port)

    @property
    def site(self) -> str:
        """The chat page."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def emulator(self) -> str:
        """AWS."""
        return f"http://{LOOPBACK}:{self.emulator_port}"

    @property
    def engine(self) -> str:
        """Lex V2 runtime."""
        return f"http://{LOOPBACK}:{self.engine_port}"

    @property
    def telegram(self) -> str:
        """The Telegram Bot API."""
        return f"http://{LOOPBACK}:{self.telegram_port}"

    @property
    def messengers(self) -> str:
        """The API that every installation of another messenger has, below the installation's name."""
        return f"http://{LOOPBACK}:{self.messengers_port}"

    @property
    def weather(self) -> str:
        """The weather service."""
        return f"http://{LOOPBACK}:{self.weather_port}"

    @property
    def faults(self) -> str:
        """The fault proxy."""
        return f"http://{LOOPBACK}:{self.faults_port}"

    @property
    def dialogflow(self) -> str:
        """Dialogflow ES, by REST."""
        return f"http://{LOOPBACK}:{self.dialogflow_port}"

    @property
    def dialogflow_grpc(self) -> str:
        """The same by gRPC."""
        return f"{LOOPBACK}:{self.dialogflow_grpc_port}"

    @property
    def company(self) -> str:
        """The company whose employees can sign in."""
        return f"http://{LOOPBACK}:{self.company_port}"
