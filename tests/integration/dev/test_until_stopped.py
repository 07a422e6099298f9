"""A local server ends when it is told to, whichever of its threads hears of it."""

import subprocess
import sys

TOLD_ELSEWHERE = """
import signal, threading, time
from dev.until_stopped import hear

stopped = hear()
other = threading.Thread(target=time.sleep, args=(3600,), daemon=True)
other.start()


def tell():
    time.sleep(1)
    signal.pthread_kill(other.ident, signal.SIGINT)


threading.Thread(target=tell, daemon=True).start()
stopped.wait()
print("stopped")
"""


def test_a_signal_that_reaches_another_thread_stops_the_process() -> None:
    command = [sys.executable, "-c", TOLD_ELSEWHERE]

    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 (our own)

    assert (ended.returncode, ended.stdout) == (0, "stopped\n")
