"""Connects an account of Meta's with its installation, and tells how the two stand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from cli.channels.graph import Account
from cli.channels.port import Options, Report, changes, missing, title_of, whether_taken
from cli.installed import Installed

HEARS: Final = "hears of the account"
Standing = Callable[[Account], Mapping[str, str]]
"""What an account shows of itself to people, in words."""


def connect(
    installed: Installed,
    options: Options,
    *,
    account: Account,
    name: str,
    fields: Sequence[str],
    joined: Sequence[str],
    show: Callable[[Account], None],
    standing: Standing,
) -> Report:
    """Make Meta send to us: what is as it must be already is left so.

    name: of the account, as people know it. fields: what the app is to be told of; joined: what of the
    account, where that is chosen. show: makes the account show what people see before they write.
    """
    before = _standing(account, standing)
    if options.new_token:
        installed.secrets.keep_token(options.new_token)
    found = account.subscribed()
    if (found.url, list(found.fields)) != (installed.webhook_url, sorted(fields)):
        account.subscribe(url=installed.webhook_url, name=installed.name, fields=fields)
    account.join(joined)
    show(account)
    after = _standing(account, standing)
    different = changes(before, after)
    told = whether_taken(different, goes_to=after["webhook"], ours=installed.webhook_url)
    stored = (("token", "stored"),) if options.new_token else ()
    return Report(
        title=title_of(installed, account=name),
        changes=different,
        rows=(*told, *stored),
        ok=after["webhook"] == installed.webhook_url and after["app"] == HEARS,
    )


def inspect(
    installed: Installed,
    *,
    account: Account,
    name: str,
    fields: Sequence[str],
    joined: Sequence[str],
    standing: Standing,
) -> Report:
    """How an account stands; changes nothing. name, fields, joined: as in ``connect``."""
    found = _standing(account, standing)
    ours, hears = found["webhook"] == installed.webhook_url, found["app"] == HEARS
    told = {**found, "webhook": f"{found['webhook']} ({'ours' if ours else 'not ours'})"}
    # What only one of the two is told of does not come.
    heard = account.heard(joined) or ()
    both = [each for each in account.subscribed().fields if each in heard or each not in joined]
    lacking = missing(both, fields)
    rows = [*told.items(), *(() if ours else (("ours would be", installed.webhook_url),)), *lacking]
    return Report(title=title_of(installed, account=name), rows=rows, ok=ours and hears and not lacking)


def _standing(account: Account, standing: Standing) -> dict[str, str]:
    app = "does not hear of the account" if account.heard() is None else HEARS
    return {**account.subscribed().written(), "app": app, **standing(account)}
