/** Who the host site says this visitor is. */

import { TicketRefused } from "./ticket.mjs";

const TIMEOUT_MS = 10_000;
const OK = 200;
const NOBODY = 204;

/** Gives the function that asks the host site for a signed word on whoever looks at this page.
 *
 * It gives a token, or nothing where nobody is signed in (204) or no `address` is set; else it throws
 * `TicketRefused`. It is asked before each ticket, so that a word need not be good for long; nothing keeps it.
 */
export function identityOffice({ fetch, address }) {
  return async () => {
    if (!address) return undefined;
    const response = await fetch(address, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      // Safari 15 has none, and ends a request by itself, only later.
      signal: AbortSignal.timeout?.(TIMEOUT_MS),
    }).catch(() => null);
    if (response?.status === NOBODY) return undefined;
    const token = response?.status === OK ? (await response.text().catch(() => "")).trim() : "";
    // An answer that is none is the host's trouble, and may be over the next time.
    if (!token) throw new TicketRefused(0);
    return token;
  };
}
