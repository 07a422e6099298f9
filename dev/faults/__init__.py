"""Faults between the Lambdas and everything they call: a proxy that does as rules say.

`parley up --faults` puts it in front of AWS, the engines, the messengers and the WebSocket; `local.json` then
names it as `faults_endpoint`. Without a rule it hands everything on. See docs/faults.md. Its own paths:

    POST   /_faults/rules      {"fault": "throttle", "service": "dynamodb", "operation": "TransactWriteItems",
                                "contains": ["BUCKET#"], "times": 2}  →  {"id": 1}; every field: see ``Rule``
    GET    /_faults/rules      every rule, with how many calls it has met
    DELETE /_faults/rules      forget them all, and let go what is frozen; /_faults/rules/1 forgets one
    GET    /_faults/log        what was done, oldest first; ?after=N spares the first N, &wait_s=S waits
    GET    /_faults/calls      the latest calls, oldest first; ?contains=TEXT leaves those that have it
    DELETE /_faults/log        forget both
    POST   /_faults/cut        cut every open WebSocket now  →  {"cut": 2}
"""
