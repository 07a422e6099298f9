"""The environment of the local processes."""

from dev.environment import local_environment

ENDPOINT = "http://127.0.0.1:4566"


def test_nothing_of_the_person_s_aws_account_is_left() -> None:
    mine = {
        "AWS_PROFILE": "production",
        "AWS_ACCESS_KEY_ID": "real",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ENDPOINT_URL_S3": "https://real.example",
        "CDK_DEFAULT_ACCOUNT": "123456789012",
    }

    env = local_environment(mine, aws_endpoint=ENDPOINT)

    assert "real" not in "".join(env.values())
    assert env["AWS_ENDPOINT_URL"] == ENDPOINT
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "CDK_DEFAULT_ACCOUNT"} & set(env)


def test_loopback_is_dialled_without_a_proxy_and_bytecode_is_kept() -> None:
    mine = {"HTTP_PROXY": "http://proxy.example", "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/bin"}

    env = local_environment(mine, aws_endpoint=ENDPOINT)

    assert env["NO_PROXY"] == "127.0.0.1,localhost"
    assert "PYTHONDONTWRITEBYTECODE" not in env
    assert env["PATH"] == "/bin"
