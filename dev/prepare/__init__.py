"""Set-up: brings a fresh clone to where `make up` and `make test` can start; the standard library only.

Three things run side by side: the Python packages (a virtual environment, the locked uv, `uv sync`), the npm
packages (the CDK command line) and the files of the chat page that are not committed. Each leaves a stamp of
what it was made from, so that a second start does nothing and needs no network.
"""
