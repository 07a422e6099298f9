"""What of an agent is set by calls of the Dialogflow ES API, v2, in their JSON; the rest is in its archive.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/Agent, .../rest/v2/Fulfillment
"""

from definition.dialogflow.agent import Agent, Webhook

Json = dict[str, object]


def agent_json(agent: Agent, *, project: str) -> Json:
    """Give the agent's own settings; project: as ``my-project``."""
    return {
        "parent": f"projects/{project}",
        "displayName": agent.name,
        "defaultLanguageCode": agent.languages[0],
        "supportedLanguageCodes": list(agent.languages[1:]),
        "timeZone": agent.time_zone,
        "description": agent.description,
        "matchMode": "MATCH_MODE_HYBRID",
        "classificationThreshold": agent.confidence,
        "apiVersion": "API_VERSION_V2",
    }


def fulfillment_json(webhook: Webhook, *, project: str) -> Json:
    """Give the settings of a webhook."""
    return {
        "name": f"projects/{project}/agent/fulfillment",
        "genericWebService": {"uri": webhook.url, "requestHeaders": dict(webhook.headers)},
        "enabled": True,
    }
