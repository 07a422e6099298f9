"""What every double of a messenger is made of: people and chats, faults, a courier, and their control.

A double is an aiohttp application that a messenger's API is mounted in by its own package (``dev/slack`` …),
with `Control` beside it. `python -m dev.messengers` serves one for every installation, each below its name
and with an account, people, chats and faults of its own. The control paths are the same for each, below
``/<installation>/_dev``:

    GET    /_dev                   what people can do there
                                   → {"kinds": ["photo", …], "groups": true, "window": false, "manners": …}
    POST   /_dev/say               {"user": "Ada", "group"?: "Trip", "language"?: "en", and one of
                                    "text": "…", "choose": "<a button's label>", "send": "photo"}; in a group
                                    "mention": true names the bot, "thread": "…" answers a message
                                   → {"chat", "user", "calls", "deliveries": [1, …], "thread"}; a link gives
                                     {…, "url"}
    GET    /_dev/chats             → {"chats": [{"chat", "title", "private", "left", "open", "people": […]}]}
    GET    /_dev/chats/C1          what the bot did there; ?after=N spares the first N calls, &wait_s=S waits
                                   for the next, &changes=N for any change after the first N
                                   → {"calls": [{"number", "at", "method", "parameters", "status", "shown",
                                                 "thread"}],
                                      "said": [{"after": 0, "user", "deed": "text", "words", "thread",
                                                "deliveries": [{"number", "taken", "tries", "over",
                                                                "answer"}]}],
                                      "changes": 7, "waits": false, and what stands of it among the chats}
    GET    /_dev/deliveries/1      → {"number", "body", "headers", "taken", "tries": [500, 200], "answer",
                                      "over"}; 0 is no answer
    POST   /_dev/repeat            {"delivery": 1}: it comes once more, as if the answer had been lost
    POST   /_dev/faults            {"method"?, "chat"?, "times"?, "status"?, "code"?, "retry_after"?,
                                    "after"?, "slow_s"?}: see ``Fault``
    DELETE /_dev/faults            nothing goes wrong from now on
    POST   /_dev/leave             {"chat", "left"?: true}: the person blocks the bot
    POST   /_dev/window            {"user", "open": false}: the person's last word is too long ago
    POST   /_dev/webhook           {"url", "secret"?}: where deliveries go, and what proves them
"""
