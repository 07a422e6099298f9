"""People who can sign in on this machine, in the emulator's user pool."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dev.deploy import emulator


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person's account; the password is no secret, since the pool is on this machine alone."""

    email: str
    password: str
    name: str


PEOPLE = (
    Account(email="ann@example.org", password="Ann-signs-in-1", name="Ann"),  # noqa: S106
    Account(email="bob@example.org", password="Bob-signs-in-1", name="Bob"),  # noqa: S106
)


def make_people(
    stacks: Mapping[str, str], *, endpoint: str, company: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Give each an account, and what ``local.json`` tells of signing in; nothing where nobody can.

    company: what is told of the one whose employees have accounts of their own.
    """
    if "UserPoolId" not in stacks:
        return {}
    pool, cognito = stacks["UserPoolId"], emulator().client("cognito-idp", endpoint_url=endpoint)
    for person in PEOPLE:
        told = {"email": person.email, "email_verified": "true", "name": person.name}
        cognito.admin_create_user(
            UserPoolId=pool,
            Username=person.email,
            UserAttributes=[{"Name": name, "Value": value} for name, value in told.items()],
            MessageAction="SUPPRESS",
        )
        cognito.admin_set_user_password(
            UserPoolId=pool, Username=person.email, Password=person.password, Permanent=True
        )
    return {
        "identity": {
            "user_pool_id": pool,
            "client_id": stacks["UserPoolClientId"],
            "hosted_ui": endpoint,
            "people": [asdict(person) for person in PEOPLE],
            **({"company": company} if company else {}),
        }
    }


def who_signs_in(local: Mapping[str, Any]) -> list[str]:
    """What the person at the terminal is told of it."""
    if "identity" not in local:
        return []
    identity = local["identity"]
    lines = [f"Sign in, if the bot asks you to, as {_shown(identity['people'])}"]
    if company := identity.get("company"):
        lines.append(f"  or with {company['name']} as {_shown(company['people'])}")
    return lines


def _shown(people: Sequence[Mapping[str, str]]) -> str:
    return f"{people[0]['email']} with the password {people[0]['password']}"
