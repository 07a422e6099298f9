"""Which warnings fail no test, though every other does."""

from datetime import date

from google.api_core import check_python_version
from google.api_core._python_version_support import PythonVersionStatus


def test_a_python_whose_support_has_ended_fails_no_test() -> None:
    status = check_python_version("a library", today=date(2099, 1, 1))

    assert status is PythonVersionStatus.PYTHON_VERSION_UNSUPPORTED
