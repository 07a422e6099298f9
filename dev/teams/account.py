"""The bot's account there. They are no secrets: they open nothing but the double."""

APP_ID = "608cacfd-1cea-40c9-b678-4b93e69bb72b"
TENANT_ID = "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f"
CLIENT_SECRET = "local-parley-client-secret"  # noqa: S105
BOT = {"id": f"28:{APP_ID}", "name": "Parley"}
REGION = "amer"
