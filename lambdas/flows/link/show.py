"""The link is opened: told as it stands. Robots open links too, so nothing is written."""

from lambdas.domain.account import Secret
from lambdas.domain.errors import Refused
from lambdas.domain.login_link import A_SECRET, login_id
from lambdas.flows.link.desk import LinkDesk
from lambdas.flows.link.step import Shown, Step, standing, step_of


def show(link: str, *, browser: Secret | None, desk: LinkDesk) -> Shown:
    """What the browser is shown of a link, by the link's last segment. Raises ``Retryable``."""
    login = id_of(link)
    if login is None:
        return Shown(step=Step.NOT_FOUND)
    return look(login, browser=browser, desk=desk)


def look(login: str, *, browser: Secret | None, desk: LinkDesk) -> Shown:
    """What the browser is shown of a login, by its id. Raises ``Retryable``."""
    try:
        found = desk.logins.find(login)
    except Refused as refusal:
        return Shown(step=step_of(refusal))
    return standing(found, browser=browser, now=desk.clock.now())


def id_of(link: str) -> str | None:
    """The login of a link's last segment, or None where it can be no link of ours."""
    return login_id(Secret(link)) if A_SECRET.fullmatch(link) else None
