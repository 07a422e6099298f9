/** Tickets: each lets one connection in, once, within a minute. */

const TIMEOUT_MS = 10_000;
const TOLD_TO_TRY_LATER = 429;
const CREATED = 201;

/** Why there is no ticket.
 *
 * status: of the answer; 0 when none came. lasting: asking again by itself would change nothing.
 * retryAfterMs: how long the platform wants to be left alone, or 0.
 */
export class TicketRefused extends Error {
  constructor(status, { retryAfterMs = 0 } = {}) {
    super(`no ticket: ${status === 0 ? "no answer" : `status ${status}`}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.lasting = status >= 400 && status < 500 && status !== TOLD_TO_TRY_LATER;
  }
}

/** Gives the function that asks for a ticket and remembers who this visitor is.
 *
 * `identityOf` gives a token of whoever vouches for the person, or nothing; with one the visitor counts for nothing.
 * It gives `{conversation, ticket, url, idleMs, connectionMs}`, or throws `TicketRefused`. Two tabs that open at
 * once ask one after the other (`inTurn`), or a new visitor would become two people.
 */
export function ticketOffice({
  fetch,
  store,
  installation,
  locale,
  inTurn,
  identityOf = async () => undefined,
  path = "/api/tickets",
}) {
  const key = `parley.visitor.${installation}`;
  const ask = async () => {
    const identity = await identityOf();
    const visitor = identity ? undefined : (store.read(key) ?? undefined);
    const body = JSON.stringify({ installation, locale, visitor, identity });
    const answer = await answerOf(fetch, path, body);
    if (typeof answer.visitor === "string") store.write(key, answer.visitor);
    const { conversation, ticket, url, idle_s: idleS, connection_s: connectionS } = answer;
    return { conversation, ticket, url, idleMs: idleS * 1_000, connectionMs: connectionS * 1_000 };
  };
  return () => inTurn(key, ask);
}

async function answerOf(fetch, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      // Safari 15 has none, and ends a request by itself, only later.
      signal: AbortSignal.timeout?.(TIMEOUT_MS),
    });
  } catch {
    throw new TicketRefused(0);
  }
  if (response.status !== CREATED) throw new TicketRefused(response.status, { retryAfterMs: askedForMs(response) });
  return readable(response);
}

async function readable(response) {
  const answer = await response.json().catch(() => null);
  const words = [answer?.conversation, answer?.ticket, answer?.url];
  const times = [answer?.idle_s, answer?.connection_s];
  const isOne = words.every((value) => typeof value === "string") && times.every((value) => value > 0);
  // An answer that is none (a proxy's page, say) is the platform's trouble, not the visitor's.
  if (!isOne) throw new TicketRefused(502);
  return answer;
}

function askedForMs(response) {
  const seconds = Number(response.headers.get("retry-after") ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}
