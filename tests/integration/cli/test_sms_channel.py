"""`parley channel` on Twilio's numbers, with the stand-in for Twilio."""

from collections.abc import Iterator

import pytest

from cli.channels.port import MessengerError, Options
from cli.channels.sms import Sms
from cli.channels.twilio_senders import Sender
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from dev.sms.account import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    NUMBER,
    NUMBER_SID,
    SERVICE_SID,
    SHORT_CODE_SID,
    Twilio,
)
from tests.installed import on_production, with_secrets
from tests.integration.sms.running import running, vendor, words
from tests.integration.stand_in import StandIn
from tests.sms_messages import an_installation

WRONG = "f" * 32


@pytest.fixture
def twilio() -> Iterator[StandIn]:
    with running() as there:
        yield there


def installed(
    twilio: StandIn, *, sender: str = NUMBER, token: str = AUTH_TOKEN, proof: str = AUTH_TOKEN
) -> Installed:
    return on_production(
        an_installation(sender=sender, account_sid=ACCOUNT_SID),
        secrets=with_secrets(token=token, proof=proof),
        webhook_url=twilio.hook_url,
        endpoint=twilio.url,
    )


def test_a_first_registration_says_what_is_another_now(twilio: StandIn) -> None:
    number = installed(twilio, token="")

    report = Sms().register(number, Options(new_token=AUTH_TOKEN))

    assert report.title == f"{NUMBER} is sms of production"
    assert [(each.what, each.before, each.after) for each in report.changes] == [
        ("webhook", "none", f"{twilio.hook_url}#rc=5&rp=all")
    ]
    assert (report.rows, report.ok) == ((("auth token", "stored"),), True)
    assert number.secrets.token() == AUTH_TOKEN


def test_to_register_again_changes_nothing(twilio: StandIn) -> None:
    Sms().register(installed(twilio), Options())

    again = Sms().register(installed(twilio), Options())

    assert list(again.changes) == []
    assert again.rows == (("unchanged", f"messages go to {twilio.hook_url}#rc=5&rp=all"),)


def test_a_change_that_is_not_made_is_no_success(twilio: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sender, "send_to", lambda _self, _url: None)

    report = Sms().register(installed(twilio), Options())

    assert (list(report.changes), report.ok) == ([], False)
    assert report.rows == (("not taken", f"messages go to none, not to {twilio.hook_url}#rc=5&rp=all"),)


def test_a_service_is_told_where_its_messages_go(twilio: StandIn) -> None:
    report = Sms().register(installed(twilio, sender=SERVICE_SID), Options())

    assert report.title == f"{SERVICE_SID} is sms of production"
    assert [each.after for each in report.changes] == [f"{twilio.hook_url}#rc=5&rp=all"]


APPLICATION = "AP" + "0" * 31 + "1"


def test_an_application_that_takes_a_number_s_messages_is_told_and_taken_off(twilio: StandIn) -> None:
    Sms().register(installed(twilio), Options())
    vendor(twilio).incoming_phone_numbers(NUMBER_SID).update(sms_application_sid=APPLICATION)

    taken = Sms().inspect(installed(twilio))
    report = Sms().register(installed(twilio), Options())

    assert (taken.ok, dict(taken.rows)["webhook"]) == (False, f"the application {APPLICATION} (not ours)")
    ours = f"{twilio.hook_url}#rc=5&rp=all"
    assert [(each.before, each.after) for each in report.changes] == [
        (f"the application {APPLICATION}", ours)
    ]
    assert report.ok


def test_a_service_that_lets_its_numbers_decide_is_told_and_mended(twilio: StandIn) -> None:
    service = installed(twilio, sender=SERVICE_SID)
    Sms().register(service, Options())
    vendor(twilio).messaging.v1.services(SERVICE_SID).update(use_inbound_webhook_on_number=True)

    taken = Sms().inspect(service)
    report = Sms().register(service, Options())

    assert not taken.ok
    assert dict(taken.rows)["webhook"] == "wherever each of its numbers sends them (not ours)"
    assert [each.after for each in report.changes] == [f"{twilio.hook_url}#rc=5&rp=all"]
    assert report.ok


def test_a_short_code_is_told_where_its_messages_go() -> None:
    with running(account=Twilio(number="12345", number_sid=SHORT_CODE_SID)) as twilio:
        report = Sms().register(installed(twilio, sender="12345"), Options())

        assert report.title == "12345 is sms of production"
        assert [each.after for each in report.changes] == [f"{twilio.hook_url}#rc=5&rp=all"]


def test_messages_come_to_us_after_it(twilio: StandIn) -> None:
    Sms().register(installed(twilio), Options())

    said = twilio.post("_dev/say", user="Ada", text="hi")

    assert twilio.settled(said["deliveries"][0])["tries"] == [200]


def test_how_a_number_stands_is_shown(twilio: StandIn) -> None:
    before = Sms().inspect(installed(twilio))
    Sms().register(installed(twilio), Options())
    after = Sms().inspect(installed(twilio))

    assert (before.ok, after.ok) == (False, True)
    assert dict(before.rows)["webhook"] == "none (not ours)"
    assert dict(before.rows)["ours would be"] == f"{twilio.hook_url}#rc=5&rp=all"
    assert dict(after.rows)["webhook"] == f"{twilio.hook_url}#rc=5&rp=all (ours)"


def test_without_what_twilio_signs_with_nothing_is_fine(twilio: StandIn) -> None:
    report = Sms().register(installed(twilio, proof=""), Options())

    assert not report.ok
    assert "--secret-from-stdin" in dict(report.rows)["signing token"]
    assert not Sms().inspect(installed(twilio, proof="")).ok


def test_a_text_is_sent_by_the_code_of_response(twilio: StandIn) -> None:
    ada = twilio.post("_dev/say", user="Ada", text="hi")["user"]

    report = Sms().send_test(installed(twilio), to=ada, text="It works.")

    assert report.title == f"sms wrote to {ada}"
    assert words(twilio, ada) == ["It works."]


def test_what_twilio_refuses_is_told_without_the_token(twilio: StandIn) -> None:
    with pytest.raises(MessengerError, match=r"Authenticate \(20003\); is the auth token that of") as refusal:
        Sms().inspect(installed(twilio, token=WRONG))
    with pytest.raises(MessengerError, match="20003"):
        Sms().send_test(installed(twilio, token=WRONG), to="+15550100001", text="hi")

    assert WRONG not in str(refusal.value)


def test_a_number_that_is_not_the_account_s_is_told(twilio: StandIn) -> None:
    with pytest.raises(MessengerError, match=r"has no \+15550100999"):
        Sms().register(installed(twilio, sender="+15550100999"), Options())


def test_a_token_that_twilio_refuses_is_not_kept(twilio: StandIn) -> None:
    number = installed(twilio, token="")

    with pytest.raises(MessengerError):
        Sms().register(number, Options(new_token=WRONG))

    assert number.secrets.token() == ""


@pytest.mark.parametrize("token", ["", "short"])
def test_what_is_no_token_is_never_tried(twilio: StandIn, token: str) -> None:
    with pytest.raises(NotInstalledError, match="auth token"):
        Sms().inspect(installed(twilio, token=token))


def test_whom_to_write_to_is_a_number(twilio: StandIn) -> None:
    with pytest.raises(NotInstalledError, match="with its country"):
        Sms().send_test(installed(twilio), to="0123", text="hi")
