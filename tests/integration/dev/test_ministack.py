"""What the launcher changes in MiniStack is for one version only."""

import importlib.metadata
import subprocess
import sys

from dev.ministack import SETTINGS, VERSION

# In a process of its own: MiniStack reads its settings and starts threads when it is imported.
SHOW = """
from dev.ministack import patch
from ministack.services import lambda_svc
before = (lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS, lambda_svc._ESM_BACKOFF_SECONDS)
patch()
print(*before, lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS, lambda_svc._ESM_BACKOFF_SECONDS)
"""

SECRET = """
from dev.ministack import patch
from ministack.services.cloudformation import provisioners
patch()
generated = {"PasswordLength": 4000, "ExcludePunctuation": True}
print(provisioners._sm_secret_string({"GenerateSecretString": generated}))
"""

WORKERS = """
import threading, time
from dev.ministack import WORKERS, patch
from ministack.core import lambda_runtime
from ministack.services import lambda_svc
patch()
arn = "arn:aws:lambda:us-east-1:000000000000:function:f"
leased = []
def lease():
    leased.append(lambda_svc.acquire_worker("f", {"Runtime": "python3.11", "FunctionArn": arn}, b"")[0])
for _ in range(WORKERS + 1):
    threading.Thread(target=lease, daemon=True).start()
while len(leased) < WORKERS:
    time.sleep(0.01)
time.sleep(0.2)
waiting = WORKERS + 1 - len(leased)
lambda_svc.release_worker(leased[0])
while len(leased) < WORKERS + 1:
    time.sleep(0.01)
print(waiting, leased[0] is leased[-1], lambda_runtime.acquire_worker is lambda_svc.acquire_worker)
"""


def test_the_installed_version_is_the_one_that_is_patched() -> None:
    assert importlib.metadata.version("ministack") == VERSION


def test_the_poller_s_pauses_are_still_there_to_be_shortened() -> None:
    shown = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True)  # noqa: S603

    assert shown.stdout.split() == ["0.05", "1.0", "0.002", "0.0"]


def test_a_generated_secret_has_no_punctuation_where_the_template_excludes_it() -> None:
    shown = subprocess.run([sys.executable, "-c", SECRET], capture_output=True, text=True, check=True)  # noqa: S603

    assert len(shown.stdout.strip()) == 4000
    assert shown.stdout.strip().isalnum()


def test_who_finds_no_worker_free_waits_for_one() -> None:
    shown = subprocess.run([sys.executable, "-c", WORKERS], capture_output=True, text=True, check=True)  # noqa: S603

    assert shown.stdout.split() == ["1", "True", "True"]


def test_the_emulator_listens_on_this_machine_only() -> None:
    assert SETTINGS["BIND_HOST"] == "127.0.0.1"
    assert SETTINGS["IOT_MTLS_ENABLED"] == SETTINGS["SFTP_ENABLED"] == "0"
