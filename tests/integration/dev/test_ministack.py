"""What the launcher changes in MiniStack is for one version only."""

import importlib.metadata
import subprocess
import sys

from dev.ministack import SETTINGS, VERSION

# In a process of its own: MiniStack reads its settings and starts threads when it is imported.
SHOW = """
from dev.ministack import patch
from ministack.services import lambda_svc
before = lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS
patch()
print(before, lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS)
"""

SECRET = """
from dev.ministack import patch
from ministack.services.cloudformation import provisioners
patch()
generated = {"PasswordLength": 4000, "ExcludePunctuation": True}
print(provisioners._sm_secret_string({"GenerateSecretString": generated}))
"""


def test_the_installed_version_is_the_one_that_is_patched() -> None:
    assert importlib.metadata.version("ministack") == VERSION


def test_the_poller_s_pause_is_still_there_to_be_shortened() -> None:
    shown = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True)  # noqa: S603

    assert shown.stdout.split() == ["0.05", "0.002"]


def test_a_generated_secret_has_no_punctuation_where_the_template_excludes_it() -> None:
    shown = subprocess.run([sys.executable, "-c", SECRET], capture_output=True, text=True, check=True)  # noqa: S603

    assert len(shown.stdout.strip()) == 4000
    assert shown.stdout.strip().isalnum()


def test_the_emulator_listens_on_this_machine_only() -> None:
    assert SETTINGS["BIND_HOST"] == "127.0.0.1"
    assert SETTINGS["IOT_MTLS_ENABLED"] == SETTINGS["SFTP_ENABLED"] == "0"
