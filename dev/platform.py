"""The platform on this machine: what is started in which order, watched, and stopped."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dev.addresses import Addresses
from dev.company.employer import company_command, company_environment
from dev.company.employer import told as told_of_company
from dev.connect import connect
from dev.deploy import SYNTH_S, deploy, finish, make_bootstrap, synth_command, synth_environment
from dev.endpoints import around, behind, doubles, elsewhere, endpoints, on_telegram, stage_address, told
from dev.environment import local_environment
from dev.home import ROOT, Home
from dev.listen import listen
from dev.people import make_people, who_signs_in
from dev.processes import Server, Servers
from dev.progress import say, step, wait_for
from dev.served_bots import dialogflow_options, lex_bots, local_stage
from stacks.local_issuer import local_provider
from stacks.stage import SocketLife

if TYPE_CHECKING:
    import socket

    from stacks.signing_in import Provider

EMULATOR, SYNTH, ENGINE, FRONT = "ministack", "synth", "lex", "front"
TELEGRAM, MESSENGERS = "telegram", "messengers"
FAULTS, WEATHER, DIALOGFLOW, COMPANY = "faults", "weather", "dialogflow", "company"
# An engine learns its bots in some seconds; on a slow machine that has more to do, in a minute or two.
ANSWERS_WITHIN_S = 180.0
WATCH_S = 0.3


class Platform:
    """One platform, from its state folder.

    socket_life: when the front closes a WebSocket, and what clients are told of it.
    engine: what serves every bot, whatever the stage's file says: see ``served_by``. Raises ``StageError``.
    faults: whether a proxy stands between the Lambdas and what they call, which fails as it is told to.
    """

    def __init__(
        self,
        *,
        home: Home,
        servers: Servers,
        port: int,
        env: Mapping[str, str],
        socket_life: SocketLife,
        engine: str | None = None,
        faults: bool = False,
    ) -> None:
        self._home, self._servers, self._socket_life = home, servers, socket_life
        self._at = Addresses(port=port)
        self._env = {
            **local_environment(env, aws_endpoint=self._at.emulator),
            **endpoints(self._at),
        }
        self._stage, self._engine = local_stage(engine), engine
        self._company = local_provider(self._stage)
        self._faults = faults
        self._listener: socket.socket | None = None

    def clear_leftovers(self) -> None:
        """End and remove what an earlier, killed run has left."""
        if self._servers.end_leftovers():
            say("Ended what an earlier run had left behind.")
        self._home.clear()
        self._home.temporary.mkdir(parents=True)

    def start(self) -> None:
        """Start everything and say where; raises one of the errors that ``dev.up`` knows."""
        self._listener = listen(self._at.port)
        say("Starting Parley on this machine …")
        began = time.monotonic()
        self._start_emulator()
        synth = self._start_synth()
        with step("AWS emulator (MiniStack)", since=began):
            self._wait(f"{self._at.emulator}/_ministack/health")
            make_bootstrap(endpoint=self._at.emulator)
        with step("templates (cdk synth)", since=began):
            finish(synth, servers=self._servers, within_s=SYNTH_S)
        with step("deployment (cdk deploy)"):
            stacks = deploy(servers=self._servers, home=self._home, env=self._env)
        with step("engine, messengers and chat page"):
            for address in self._start_around(stacks):
                self._wait(f"{address}/")
            local = told(self._at, self._stage, stacks, faults=self._faults) | make_people(
                stacks, endpoint=self._at.emulator, company=self._told_of_company()
            )
            connect(local)
        self._home.local.write_text(json.dumps(local, indent=2) + "\n")
        for line in who_signs_in(local):
            say(line)
        say(f"Parley is ready: {self._at.site}")

    def watch(self) -> None:
        """Keep watch until a signal comes; raises ``ServerEndedError``."""
        while True:
            self._servers.look()
            time.sleep(WATCH_S)

    def stop(self) -> None:
        """End everything and leave only the logs."""
        self._servers.end_all()
        if self._listener:
            self._listener.close()
        self._home.clear()

    def _wait(self, url: str) -> None:
        wait_for(url, servers=self._servers, within_s=ANSWERS_WITHIN_S)

    def _python(
        self,
        name: str,
        module: str,
        *arguments: str,
        keep_open: tuple[int, ...] = (),
        more: Mapping[str, str] | None = None,
    ) -> Server:
        """Start one of our own servers; more: what stands in its environment instead."""
        command = [sys.executable, "-m", module, *arguments, "--home", str(self._home.folder)]
        env = {**self._env, "TMPDIR": str(self._home.temporary), **(more or {})}
        return self._servers.start(name, command, env=env, cwd=ROOT, keep_open=keep_open)

    def _start_emulator(self) -> Server:
        # Its workers, which run the Lambdas, see its environment.
        more = around(self._at.faults) if self._faults else None
        return self._python(EMULATOR, "dev.ministack", "--port", str(self._at.emulator_port), more=more)

    def _start_around(self, stacks: Mapping[str, str]) -> Sequence[str]:
        """Start what stands around AWS; gives the addresses that are to answer."""
        self._start_engine(stacks)
        self._start_messengers()
        self._start_front(stacks)
        started = [self._at.engine, self._at.telegram, self._at.messengers, self._at.site]
        if self._stage.agents:
            self._start_dialogflow(stacks)
            started.append(self._at.dialogflow)
        if self._stage.weather:
            self._start_weather()
            started.append(self._at.weather)
        if self._company:
            self._start_company(self._company, stacks)
            started.append(self._at.company)
        if self._faults:
            self._start_faults()
            started.append(self._at.faults)
        return started

    def _start_messengers(self) -> None:
        telegram, others = on_telegram(self._stage), elsewhere(self._stage)
        # Teams tells where it is to be answered: where the Lambdas find it, and take it to be.
        base = ["--base", around(self._at.faults)["MESSENGERS_ENDPOINT"]] if self._faults else []
        self._python(TELEGRAM, "dev.telegram", "--port", str(self._at.telegram_port), *telegram)
        self._python(MESSENGERS, "dev.messengers", "--port", str(self._at.messengers_port), *others, *base)

    def _start_faults(self) -> Server:
        return self._python(FAULTS, "dev.faults", "--port", str(self._at.faults_port), *behind(self._at))

    def _start_synth(self) -> Server:
        life = self._socket_life
        command = synth_command(
            sys.executable,
            home=self._home,
            site=self._at.site,
            socket_life=life,
            engine=self._engine,
            issuer=self._at.company if self._company else None,
        )
        env = synth_environment(self._env, home=self._home)
        return self._servers.start(SYNTH, command, env=env, cwd=ROOT, lasting=False)

    def _start_engine(self, stacks: Mapping[str, str]) -> Server:
        hook = stacks["FulfilmentFunctionName"]
        bots = [f"--bot={option}" for option in lex_bots(self._stage)]
        return self._python(ENGINE, "dev.lex", "--port", str(self._at.engine_port), "--hook", hook, *bots)

    def _start_dialogflow(self, stacks: Mapping[str, str]) -> Server:
        ports = ["--port", str(self._at.dialogflow_port), "--grpc-port", str(self._at.dialogflow_grpc_port)]
        http = stage_address(self._at.emulator, "http", stacks["HttpApiId"], "$default")
        options = dialogflow_options(self._stage, stacks, http=http)
        return self._python(DIALOGFLOW, "dev.dialogflow", *ports, *options)

    def _start_weather(self) -> Server:
        return self._python(WEATHER, "dev.weather", "--port", str(self._at.weather_port))

    def _start_company(self, provider: "Provider", stacks: Mapping[str, str]) -> Server:
        pool = self._at.emulator
        command = company_command(provider, home=self._home, port=self._at.company_port, pool=pool)
        env = company_environment(self._env, provider, stacks, endpoint=pool)
        return self._servers.start(COMPANY, command, env=env, cwd=ROOT)

    def _start_front(self, stacks: Mapping[str, str]) -> Server:
        if self._listener is None:
            raise ValueError("the site's port is not taken yet")
        number = self._listener.fileno()
        aws = self._at.faults if self._faults else self._at.emulator
        http = stage_address(aws, "http", stacks["HttpApiId"], "$default")
        websocket = stage_address(aws, "ws", stacks["WebSocketApiId"], stacks["WebSocketStage"])
        options = ["--fd", str(number), "--site", self._at.site, "--http", http, "--websocket", websocket]
        life = self._socket_life
        options += [f"--messenger={each}" for each in doubles(self._at, self._stage)]
        installed = self._stage.installations.items()
        options += [f"--installation={name}={each.channel}" for name, each in installed]
        options += ["--idle-s", str(life.idle_s), "--connection-s", str(life.connection_s)]
        front = self._python(FRONT, "dev.front", *options, keep_open=(number,))
        # Only the front may keep the port: when it ends, nobody is to wait for an answer.
        self._listener.close()
        return front

    def _told_of_company(self) -> Mapping[str, Any] | None:
        return told_of_company(self._company, issuer=self._at.company) if self._company else None
