"""What our client at the local OpenID provider is called by.

The secret is none, since it is good on this machine alone.
"""

CLIENT = "parley"
SECRET = "example-client-secret"  # noqa: S105
