"""Bots of Dialogflow in a stage file: what is read of them, and what a bad one is answered with."""

import re
from pathlib import Path

import pytest

from stacks.read_stage import read_stage
from stacks.stage import Agent, Stage
from stacks.stage_file import StageError
from tests.stacks.conftest import ROOT

POOL = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/parley"
AUDIENCE = f"{POOL}/providers/aws-1"
ACCOUNT = "parley@my-project.iam.gserviceaccount.com"
CREDENTIALS = f"{{audience: {AUDIENCE}, service_account: {ACCOUNT}}}"


def read(
    root: Path, dialogflow: str | None, *, engine: str = "dialogflow", stage: str = "production"
) -> Stage:
    """A stage whose bot has this below ``dialogflow``."""
    text = (ROOT / "stages" / f"{stage}.yaml").read_text(encoding="utf-8")
    given = "" if dialogflow is None else f"\n    dialogflow: {dialogflow}"
    (root / "stages").mkdir()
    text = re.sub(r"(?m)^ +dialogflow: .*\n", "", text)
    changed = text.replace("engine: lex", f"engine: {engine}{given}")
    (root / "stages" / "mine.yaml").write_text(changed, encoding="utf-8")
    return read_stage(root, "mine")


def test_an_agent_is_called_without_a_key_by_an_identity_that_its_pool_trusts(tmp_path: Path) -> None:
    stage = read(tmp_path, f"{{project: my-project, location: europe-west2, credentials: {CREDENTIALS}}}")

    agent = Agent(
        project="my-project",
        location="europe-west2",
        audience=AUDIENCE,
        service_account=ACCOUNT,
        keyed=False,
    )
    assert stage.agents["travel"] == agent
    assert (stage.made_bots, stage.aliases) == ((), {})


def test_an_agent_may_be_called_with_a_key_and_is_global_if_not_said(tmp_path: Path) -> None:
    stage = read(tmp_path, "{project: my-project, credentials: secret}")

    agent = stage.agents["travel"]
    assert (agent.keyed, agent.audience, agent.location) == (True, None, "global")


def test_a_pool_that_may_call_by_itself_needs_no_service_account(tmp_path: Path) -> None:
    stage = read(tmp_path, f"{{project: my-project, credentials: {{audience: {AUDIENCE}}}}}")

    assert stage.agents["travel"].service_account is None


def test_on_one_machine_no_credentials_are_needed(tmp_path: Path) -> None:
    stage = read(tmp_path, "{project: my-project}", stage="local")

    assert stage.agents["travel"].audience is None


def test_a_bot_keeps_what_both_engines_need_and_one_line_says_which(tmp_path: Path) -> None:
    stage = read(tmp_path, "{project: my-project}", stage="local", engine="lex")

    assert stage.agents == {}
    assert stage.aliases["travel"].bot_id == "TRAVELBOT1"


def test_a_message_is_no_longer_than_the_engine_takes(tmp_path: Path) -> None:
    stage = read(tmp_path, "{project: my-project}", stage="local")

    assert {each.text_limit for each in stage.installations.values()} == {256}


@pytest.mark.parametrize(
    ("dialogflow", "answer"),
    [
        (None, "bots.travel.dialogflow is missing: write its settings below it, indented"),
        ("{credentials: secret}", "bots.travel.dialogflow.project is missing: write the id"),
        ("{project: Mine, credentials: secret}", "project is 'Mine': write the id of the agent's project"),
        (
            "{project: my-project, location: europe, credentials: secret}",
            "location is 'europe': write where the agent is, as global or europe-west2",
        ),
        ("{project: my-project}", "dialogflow.credentials is missing: write secret, or an audience"),
        ("{project: my-project, credentials: key}", "credentials is 'key': write secret, or an audience"),
        (
            f"{{project: my-project, credentials: {{audience: {POOL}}}}}",
            "credentials.audience is '//iam.googleapis.com/projects/123456789012/locations/global/",
        ),
        (
            f"{{project: my-project, credentials: {{audience: {AUDIENCE}, service_account: me@a.example}}}}",
            "credentials.service_account is 'me@a.example': write its address, as parley@my-project",
        ),
        (
            f"{{project: my-project, credentials: {{audience: {AUDIENCE}, account: me}}}}",
            "credentials.account is no setting: remove it, or write",
        ),
        (
            "{project: my-project, credentials: secret, region: eu}",
            "dialogflow.region is no setting: remove it, or write",
        ),
    ],
)
def test_what_is_wrong_is_answered_with_the_mend(tmp_path: Path, dialogflow: str | None, answer: str) -> None:
    with pytest.raises(StageError) as refusal:
        read(tmp_path, dialogflow)

    assert answer in str(refusal.value)
