"""A company whose employees can sign in on this machine: an OpenID provider beside the user pool.

The server is JavaScript, since the one that keeps to the whole standard is (npm ``oidc-provider``, MIT).
"""
