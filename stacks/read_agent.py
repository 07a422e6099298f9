"""Reads which agent of Dialogflow serves a bot, and how it is called, from a stage file."""

from stacks.stage import Agent, Machine
from stacks.stage_file import Section

# Source: https://cloud.google.com/resource-manager/docs/creating-managing-projects
PROJECT = r"[a-z][a-z0-9-]{4,28}[a-z0-9]"
PROJECT_MEND = "write the id of the agent's project in Google Cloud, as my-project"
LOCATION = r"global|[a-z]+(-[a-z]+)+[0-9]+"
LOCATION_MEND = "write where the agent is, as global or europe-west2"
AUDIENCE = (
    r"//iam\.googleapis\.com/projects/[0-9]+/locations/global"
    r"/workloadIdentityPools/[a-z0-9-]{4,32}/providers/[a-z0-9-]{4,32}"
)
AUDIENCE_MEND = (
    "write //iam.googleapis.com/projects/NUMBER/locations/global"
    "/workloadIdentityPools/POOL/providers/PROVIDER"
)
SERVICE_ACCOUNT = r"[a-z0-9-]+@[a-z0-9.-]+\.iam\.gserviceaccount\.com"
SERVICE_ACCOUNT_MEND = "write its address, as parley@my-project.iam.gserviceaccount.com"
KEY = "secret"
CREDENTIALS_MEND = f"write {KEY}, or an audience and a service_account below it, indented"


def read_agent(at: Section | None, machine: Machine) -> Agent | None:
    """The agent of a bot; none where a stage file names none. Raises ``StageError``."""
    if at is None:
        return None
    keyed = at.is_word("credentials", KEY)
    audience, service_account = (None, None) if keyed else _identity(at, machine)
    agent = Agent(
        project=at.text("project", pattern=PROJECT, mend=PROJECT_MEND),
        location=at.optional_text("location", pattern=LOCATION, mend=LOCATION_MEND) or "global",
        audience=audience,
        service_account=service_account,
        keyed=keyed,
    )
    at.done()
    return agent


def _identity(at: Section, machine: Machine) -> tuple[str | None, str | None]:
    """Audience and service account; on one machine the agent is a local server, which may do without."""
    if machine.host and not at.has("credentials"):
        return None, None
    identity = at.section("credentials", mend=CREDENTIALS_MEND)
    audience = identity.text("audience", pattern=AUDIENCE, mend=AUDIENCE_MEND)
    account = identity.optional_text("service_account", pattern=SERVICE_ACCOUNT, mend=SERVICE_ACCOUNT_MEND)
    identity.done()
    return audience, account
