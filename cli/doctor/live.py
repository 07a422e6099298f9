"""Which bots of a stage are tried live, and by which clients."""

from collections.abc import Iterator, Mapping

from cli.doctor.deployed import Deployed
from cli.doctor.lex_live import LexLive
from cli.state import ROOT
from definition.bot import Bot
from definition.read import read_bot

Outcomes = Mapping[str, str]
# About so many a bot with two languages.
LEX_CALLS, DIALOGFLOW_CALLS = 10, 4


def cost(deployed: Deployed) -> str:
    """What trying it touches, said before."""
    bots, agents = _lex_ids(deployed), deployed.stage.agents
    return (
        f"This sends about {LEX_CALLS} texts to Amazon Lex for each of {len(bots)} bots and"
        f" {DIALOGFLOW_CALLS} to Dialogflow for each of {len(agents)} agents, in throw-away sessions."
        " Lex and Google charge for each. No person is behind them, so fulfilment books and keeps nothing."
    )


def outcomes(deployed: Deployed) -> Iterator[tuple[str, Outcomes]]:
    """What came of every behaviour, by engine and bot."""
    for name, (bot_id, alias_id) in _lex_ids(deployed).items():
        client = deployed.session.client("lexv2-runtime", endpoint_url=deployed.local.get("lex_endpoint"))
        live = LexLive(bot=_bot(name), bot_id=bot_id, alias_id=alias_id, client=client)
        yield f"{name} in Amazon Lex", live.behaviours()
    for name, agent in deployed.stage.agents.items():
        place = "" if agent.location == "global" else f"/locations/{agent.location}"
        where = f"projects/{agent.project}{place}/agent"
        yield f"{name} in Dialogflow", _dialogflow(name, where, agent.location, deployed.local)


def _dialogflow(name: str, agent: str, location: str, local: Mapping[str, str]) -> Outcomes:
    # Google's package takes two seconds to import: not for other commands.
    from google.auth.exceptions import GoogleAuthError  # noqa: PLC0415

    from cli.doctor.dialogflow_live import DialogflowLive, sessions_client  # noqa: PLC0415

    try:
        client = sessions_client(location, endpoint=local.get("dialogflow_endpoint"))
    except GoogleAuthError as error:
        return {"every behaviour": f"cannot be tried: {error}"}
    with client:
        return DialogflowLive(bot=_bot(name), agent=agent, client=client).behaviours()


def _lex_ids(deployed: Deployed) -> Mapping[str, tuple[str, str]]:
    made = {name: "".join(word.capitalize() for word in name.split("-")) for name in deployed.stage.made_bots}
    there = {name: (alias.bot_id, alias.alias_id) for name, alias in deployed.stage.aliases.items()}
    told = deployed.outputs
    return there | {
        name: (told[f"{title}BotId"], told[f"{title}AliasId"])
        for name, title in made.items()
        if f"{title}BotId" in told
    }


def _bot(name: str) -> Bot:
    return read_bot(ROOT / "bots" / name / "bot.yaml")
