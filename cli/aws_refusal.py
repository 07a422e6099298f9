"""Why AWS cannot be asked, in words that name the mend."""

from typing import Final

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

NO_REGION: Final = (
    "no region is set; set AWS_DEFAULT_REGION (AWS_REGION is not read), or AWS_PROFILE to one with a region"
)
NO_CREDENTIALS: Final = "there are no credentials; set AWS_PROFILE, or sign in as for cdk deploy"


def why(error: BotoCoreError | ClientError) -> str:
    """What AWS, or its client here, says of a call that could not be made."""
    if isinstance(error, NoRegionError):
        return NO_REGION
    if isinstance(error, NoCredentialsError):
        return NO_CREDENTIALS
    return str(error).strip().rstrip(".")
