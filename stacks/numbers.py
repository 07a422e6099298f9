"""Every number of time and retry, in one place.

A turn's times hang together: the engine is given up before the function, the function before
the queue shows the turn again, and a turn is answered or quarantined before it could be a dead letter.
"""

DAY_S = 86_400

ENGINE_TIMEOUT_S = 6
# A read, the engine, one transaction and the sends.
RESPONSE_S = ENGINE_TIMEOUT_S + 4
# Not the usual six times the function: one turn an invocation, capped concurrency, durable inbox.
VISIBILITY_S = RESPONSE_S + 4
# In a larger batch one bad turn drags healthy ones behind it into the dead letters.
TURN_BATCH = 1
LAST_RECEIVE = 3
# One more than code may use: what is received a fourth time killed its handler.
RECEIVE_LIMIT = LAST_RECEIVE + 1
# The engine waits for the hook, so the hook ends first.
FULFILMENT_S = ENGINE_TIMEOUT_S - 1
# Before it a secret may have to be read, after it the result is kept.
BOOKINGS_TIMEOUT_S = FULFILMENT_S - 2
WEATHER_TIMEOUT_S = FULFILMENT_S - 2
REQUEST_S = 5
CONNECTION_FUNCTION_S = 5

# Lines that cannot go out are tried for a day; the inbox knows their turn for longer.
SENDING_S = DAY_S
LATER_BATCH = 10
# Six times the function, as AWS advises; nothing hurries here.
# Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
LATER_VISIBILITY_S = 6 * REQUEST_S
# Five minutes in which the queue of turns takes nothing.
LATER_RECEIVE_LIMIT = 10

# A page waits while Cognito is asked; no longer than the lease under which tokens are renewed.
LINK_S = 10
# A link to sign in by, and what it leads to, is good for so long.
LOGIN_S = 600
# A renewed refresh token's old one stays good for so long, where an answer got lost; the most Cognito takes.
# Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RefreshTokenRotationType.html
ROTATION_GRACE_S = 60
TICKET_S = 60
VISITOR_S = 30 * DAY_S
# API Gateway ends a WebSocket on which nothing was said for ten minutes, and each after two hours.
# Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
IDLE_S = 600
CONNECTION_S = 2 * 3_600
INBOX_S = 2 * DAY_S
# Meta calls again for up to seven days.
META_INBOX_S = 8 * DAY_S
TURNS_KEPT_S = 4 * DAY_S
DEAD_LETTERS_KEPT_S = 14 * DAY_S
# A turn redriven on its last day must meet the result of its first try.
RESULT_S = TURNS_KEPT_S + DEAD_LETTERS_KEPT_S

# CloudWatch Logs knows only certain retentions; these are enough.
LOG_DAYS = (7, 14, 30, 60, 90, 180, 365)
