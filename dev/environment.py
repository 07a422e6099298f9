"""The environment of our local processes: nothing of the person's own AWS account, no proxy in between."""

from collections.abc import Mapping

REGION = "us-east-1"
ACCOUNT = "000000000000"
# Ours must write bytecode (importing the CDK takes five times as long without) and find their own packages.
DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "PYTHONWARNINGS")
LOOPBACK = "127.0.0.1,localhost"


def local_environment(env: Mapping[str, str], *, aws_endpoint: str) -> dict[str, str]:
    """The environment with every AWS setting replaced by those of the local stage.

    Whatever profile or key the person has set, a command that gets this reaches `aws_endpoint` alone.
    """
    kept = {
        name: value
        for name, value in env.items()
        if not name.startswith(("AWS_", "CDK_")) and name not in DROPPED
    }
    return {
        **kept,
        "PYTHONUNBUFFERED": "1",
        "NO_PROXY": LOOPBACK,
        "no_proxy": LOOPBACK,
        "AWS_ENDPOINT_URL": aws_endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
