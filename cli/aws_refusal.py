"""Why AWS cannot be asked, in words that name the mend."""

from typing import Final

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    InvalidRegionError,
    LoginError,
    NoCredentialsError,
    NoRegionError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

from cli.state import ROOT

NO_REGION: Final = (
    "no region is set; set AWS_DEFAULT_REGION (AWS_REGION is not read), or AWS_PROFILE to one with a region"
)
NO_CREDENTIALS: Final = "there are no credentials; set AWS_PROFILE, or sign in as for cdk deploy"
SIGNED_OUT: Final = "your sign-in at AWS has ended; sign in again as for cdk deploy"
EXPIRED: Final = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
"""Source: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html"""

INSTEAD: Final = (
    (NoRegionError, NO_REGION),
    (NoCredentialsError, NO_CREDENTIALS),
    ((SSOError, TokenRetrievalError, LoginError), SIGNED_OUT),
)
BESIDE: Final = (
    (ProfileNotFound, "set AWS_PROFILE to one that `aws configure list-profiles` names"),
    (InvalidRegionError, "write one as eu-west-1"),
    (EndpointConnectionError, "look at your network, and at the region"),
)
"""Mends of what AWS's client says well enough."""


def why(error: Exception) -> str:
    """What AWS, or its client here, says of a call that could not be made; anything else in its own words."""
    if isinstance(error, ClientError) and error.response.get("Error", {}).get("Code") in EXPIRED:
        return SIGNED_OUT
    for kind, told in INSTEAD:
        if isinstance(error, kind):
            return told
    said = str(error).strip().rstrip(".")
    mends = [mend for kind, mend in BESIDE if isinstance(error, kind)]
    return "; ".join([said, *mends])


def unread(what: str, error: BotoCoreError | ClientError, *, stage: str) -> str:
    """What a command says where something of a stage cannot be read; first that the stage has no file."""
    told = f"{what} cannot be read: {why(error)}"
    files = ROOT / "stages"
    if (files / f"{stage}.yaml").exists():
        return told
    known = ", ".join(sorted(file.stem for file in files.glob("*.yaml")))
    return f"there is no stages/{stage}.yaml (there are {known}), and {told}"
