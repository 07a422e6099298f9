"""What the Lambda is made of, once it is wired."""

from collections.abc import Mapping
from dataclasses import dataclass

from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import Installation
from lambdas.flows.link.desk import LinkDesk
from lambdas.link.answer import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkApp:
    """host: where people sign in, as the page names it. scopes: what each allows, in words, by language.

    client_id: the app client that access tokens must be for.
    """

    desk: LinkDesk
    site: Site
    installations: Mapping[InstallationId, Installation]
    scopes: Mapping[str, Mapping[str, str]]
    host: str
    client_id: str
