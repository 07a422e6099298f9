"""A bot that bakes: the dialogs of its definition, with a little of everything."""

from typing import Any

PIZZA: dict[str, Any] = {
    "intents": {
        "Order": {
            "slots": [
                {"name": "Size", "type": "Size", "required": True},
                {"name": "Number", "type": "AMAZON.Number", "required": True, "default": "1"},
                {"name": "Street", "type": "AMAZON.FreeFormInput", "required": True},
                {"name": "Note", "type": "AMAZON.FreeFormInput"},
            ],
            "context": {"turns": 2, "seconds": 60, "names": ["order"]},
            "branches": {
                "Number": [
                    {
                        "if": {"slot": "Number", "is": ">", "than": 8},
                        "say": "too_many",
                        "then": {"kind": "ask", "name": "Number"},
                    },
                    {"if": {"slot": "Number", "is": ">", "than": 4}, "say": "many"},
                ],
                "Street": [
                    {
                        "if": {"slot": "Street", "is": "=", "than": "here"},
                        "then": {"kind": "start", "name": "EatHere"},
                    }
                ],
                "declined": [{"then": {"kind": "ask", "name": "Size"}, "say": "changed"}],
            },
        },
        "EatHere": {},
        "Leaving": {"branches": {"done": [{"say": "again", "then": {"kind": "end"}}]}},
        "Branching": {
            "slots": [{"name": "City", "type": "AMAZON.City", "required": True}],
            "dialog_hook": True,
            "branches": {
                "City": [
                    {
                        "if": {"slot": "City", "is": "=", "than": "Rome"},
                        "say": "not_there",
                        "then": {"kind": "ask", "name": "City"},
                    }
                ],
                "done": [{"say": "not_there"}],
            },
        },
        "Track": {
            "slots": [
                {
                    "name": "Where",
                    "type": "AMAZON.FreeFormInput",
                    "required": True,
                    "default": {"intent": "Order", "slot": "Street"},
                }
            ],
            "after": ["Order"],
        },
        "Hooked": {
            "slots": [{"name": "City", "type": "AMAZON.City", "required": True}],
            "dialog_hook": True,
            "fulfillment_hook": True,
        },
    },
    "locales": {
        "en-US": {
            "fallback": [[{"kind": "text", "text": "Sorry?"}], [{"kind": "text", "text": "Pardon?"}]],
            "intents": {
                "Order": {
                    "prompts": {
                        "Size": {
                            "wordings": [
                                [
                                    {"kind": "text", "text": "Which size?"},
                                    {"kind": "choices", "choices": [{"label": "L", "value": "large"}]},
                                ],
                                [{"kind": "text", "text": "Small or large?"}],
                            ],
                            "max_retries": 1,
                        },
                        "Number": {"wordings": [[{"kind": "text", "text": "How many?"}]], "max_retries": 2},
                        "Street": {"wordings": [[{"kind": "text", "text": "Where to?"}]], "max_retries": 2},
                    },
                    "confirmation": {
                        "wordings": [[{"kind": "text", "text": "{Number} {Size} to {Street}?"}]],
                        "max_retries": 2,
                    },
                    "declined": [{"kind": "text", "text": "No pizza then."}],
                    "closing": [[{"kind": "text", "text": "Baking {Number}.", "speech": "<p>{Street}</p>"}]],
                    "replies": {
                        "too_many": [{"kind": "text", "text": "We bake eight, not {Number}."}],
                        "many": [{"kind": "text", "text": "Hungry!"}],
                        "changed": [{"kind": "text", "text": "Once more."}],
                    },
                },
                "Leaving": {
                    "closing": [[{"kind": "text", "text": "Bye."}]],
                    "replies": {"again": [{"kind": "text", "text": "See you."}]},
                },
                "Branching": {
                    "prompts": {
                        "City": {"wordings": [[{"kind": "text", "text": "City?"}]], "max_retries": 2}
                    },
                    "closing": [[{"kind": "text", "text": "Bye."}]],
                    "replies": {"not_there": [{"kind": "text", "text": "Not {City}."}]},
                },
                "EatHere": {"closing": [[{"kind": "text", "text": "Sit down."}]]},
                "Track": {"closing": [[{"kind": "text", "text": "On the way to {Where}."}]]},
                "Hooked": {
                    "prompts": {
                        "City": {"wordings": [[{"kind": "text", "text": "City?"}]], "max_retries": 2}
                    },
                    "confirmation": {
                        "wordings": [[{"kind": "text", "text": "Really?"}]],
                        "max_retries": 2,
                    },
                    "closing": [[{"kind": "text", "text": "Done."}]],
                },
            },
        }
    },
}
