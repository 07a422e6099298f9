/** The host site is asked who its visitor is, before each ticket. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { identityOffice } from "../chat/identity.mjs";
import { Store } from "../chat/store.mjs";
import { inTurn } from "../chat/tabs.mjs";
import { TicketRefused, ticketOffice } from "../chat/ticket.mjs";
import { FakeStorage } from "./fakes.mjs";

const TIMES = { idle_s: 600, connection_s: 300 };
const KNOWN = { conversation: "c", ticket: "t", url: "wss://example.test/ws", ...TIMES };
const VISITOR = { ...KNOWN, visitor: "signed visitor" };
const ADDRESS = "/session/chat";

/** A page of a host site that answers so, one after the other. */
function page({ words, tickets = [] }) {
  const asked = [];
  const bodies = [];
  const fetch = async (path, request) => {
    if (path === ADDRESS) {
      asked.push(request);
      return words.shift()();
    }
    bodies.push(JSON.parse(request.body));
    return new Response(JSON.stringify(tickets.shift()), { status: 201 });
  };
  const identityOf = identityOffice({ fetch, address: ADDRESS });
  const storage = new FakeStorage();
  const store = new Store(() => storage);
  const ask = ticketOffice({ fetch, store, installation: "web", locale: "en-GB", inTurn: inTurn(), identityOf });
  return { ask, asked, bodies, identityOf };
}

const word = (text) => () => new Response(text, { status: 200 });
const nobody = () => new Response(null, { status: 204 });

test("each ticket is asked for with a new word of the host site", async () => {
  const { ask, asked, bodies } = page({ words: [word("a.b.c"), word("d.e.f\n")], tickets: [KNOWN, KNOWN] });

  await ask();
  await ask();

  assert.deepEqual(bodies.map(({ identity }) => identity), ["a.b.c", "d.e.f"]);
  const { credentials, cache, redirect } = asked[0];
  assert.deepEqual([credentials, cache, redirect], ["same-origin", "no-store", "error"]);
});

test("a browser that cannot time requests out, as Safari 15, is let in all the same", async (context) => {
  const { ask, bodies } = page({ words: [word("a.b.c")], tickets: [KNOWN] });
  const { timeout } = AbortSignal;
  context.after(() => void (AbortSignal.timeout = timeout));
  AbortSignal.timeout = undefined;

  const { ticket } = await ask();

  assert.equal(ticket, "t");
  assert.deepEqual(bodies.map(({ identity }) => identity), ["a.b.c"]);
});

test("a visitor that was nobody yet is not told with an identity, and is the same again without one", async () => {
  const words = [nobody, word("a.b.c"), nobody];
  const { ask, bodies } = page({ words, tickets: [VISITOR, KNOWN, VISITOR] });

  await ask();
  await ask();
  await ask();

  assert.deepEqual(bodies.map(({ visitor }) => visitor), [undefined, undefined, "signed visitor"]);
  assert.deepEqual(bodies.map(({ identity }) => identity), [undefined, "a.b.c", undefined]);
});

for (const [what, answer] of [
  ["an empty answer", word(" ")],
  ["a page that is not there", () => new Response("no", { status: 404 })],
  ["a failure", () => new Response("no", { status: 500 })],
  [
    "no answer",
    () => {
      throw new TypeError("no network");
    },
  ],
]) {
  test(`${what} of the host site makes nobody a stranger: no ticket is asked for, and it is asked again`, async () => {
    const { ask, bodies } = page({ words: [answer] });

    const refusal = await ask().catch((error) => error);

    assert.ok(refusal instanceof TicketRefused);
    assert.deepEqual([refusal.status, refusal.lasting], [0, false]);
    assert.deepEqual(bodies, []);
  });
}

test("a page without a host site asks nobody", async () => {
  const fetch = () => assert.fail("asked");

  assert.equal(await identityOffice({ fetch, address: undefined })(), undefined);
});
