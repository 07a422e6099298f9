"""Another organisation's accounts, as an OpenID provider on this machine."""
