"""Why an agent could not be brought into Dialogflow."""


class NotDeployedError(Exception):
    """What is missing or what Dialogflow says; the message is for the person at the terminal."""


class RefusedAgentError(NotDeployedError):
    """Dialogflow was reached, and finds the agent itself wrong."""
