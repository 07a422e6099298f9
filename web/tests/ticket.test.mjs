/** A ticket is asked for with what is known of the visitor, and a refusal is put in words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "../chat/store.mjs";
import { inTurn } from "../chat/tabs.mjs";
import { TicketRefused, ticketOffice } from "../chat/ticket.mjs";
import { Words } from "../chat/words.mjs";
import { FakeStorage, deniedStorage } from "./fakes.mjs";

const words = new Words("en");

const TIMES = { idle_s: 600, connection_s: 7_200 };
const ANSWER = { conversation: "c", visitor: "signed visitor", ticket: "t", url: "wss://example.test/ws", ...TIMES };
const created = (answer = ANSWER) => new Response(JSON.stringify(answer), { status: 201 });

function office({ answers, storage = new FakeStorage() }) {
  const requests = [];
  const fetch = async (path, request) => {
    requests.push({ path, ...request, body: JSON.parse(request.body) });
    return answers.shift()();
  };
  const store = new Store(typeof storage === "function" ? storage : () => storage);
  const ask = ticketOffice({ fetch, store, installation: "web", locale: "en-GB", inTurn: inTurn() });
  return { ask, requests };
}

const refusalOf = (answer) => office({ answers: [answer] }).ask().catch((error) => error);

test("a new visitor asks with installation and locale alone", async () => {
  const { ask, requests } = office({ answers: [created] });

  const ticket = await ask();

  const times = { idleMs: 600_000, connectionMs: 7_200_000 };
  assert.deepEqual(ticket, { conversation: "c", ticket: "t", url: "wss://example.test/ws", ...times });
  assert.deepEqual(requests[0].body, { installation: "web", locale: "en-GB" });
  assert.deepEqual([requests[0].path, requests[0].method], ["/api/tickets", "POST"]);
});

test("a visitor who was here before says so, with the newest proof", async () => {
  const renewed = () => created({ ...ANSWER, visitor: "newer" });
  const { ask, requests } = office({ answers: [created, renewed, created] });

  await ask();
  await ask();
  await ask();

  assert.deepEqual(requests.map(({ body }) => body.visitor), [undefined, "signed visitor", "newer"]);
});

test("a browser that denies its storage still remembers the visitor until the page goes", async () => {
  const { ask, requests } = office({ answers: [created, created], storage: deniedStorage });

  await ask();
  await ask();

  assert.equal(requests[1].body.visitor, "signed visitor");
});

test("two tabs that open at once ask one after the other", async () => {
  const queue = [];
  const locks = { request: (name, act) => void queue.push([name, act]) };
  const fetch = () => assert.fail("asked out of turn");
  const store = new Store(() => new FakeStorage());

  ticketOffice({ fetch, store, installation: "web", locale: "en", inTurn: inTurn(locks) })();

  assert.deepEqual(queue.map(([name]) => name), ["parley.visitor.web"]);
});

const LASTING = new Set([400, 401, 403, 404]);
for (const status of [400, 401, 403, 404, 429, 500, 503]) {
  const lasting = LASTING.has(status);
  test(`a refusal with ${status} is ${lasting ? "final" : "tried again"} and has words`, async () => {
    const refusal = await refusalOf(() => new Response("{}", { status }));

    assert.ok(refusal instanceof TicketRefused);
    assert.deepEqual([refusal.status, refusal.lasting], [status, lasting]);
    assert.match(words.ofRefusal(refusal), lasting ? /could not be opened/u : /tries again by itself/u);
  });
}

test("a platform that wants to be left alone says for how long", async () => {
  const refusal = await refusalOf(() => new Response("{}", { status: 429, headers: { "retry-after": "7" } }));

  assert.equal(refusal.retryAfterMs, 7_000);
});

test("a date or nonsense as the time to wait is no time to wait", async () => {
  const headers = { "retry-after": "Sun, 22 Nov 2026 01:30:00 GMT" };
  const refusal = await refusalOf(() => new Response("{}", { status: 429, headers }));

  assert.equal(refusal.retryAfterMs, 0);
});

test("no answer is no connection, and tried again", async () => {
  const refusal = await refusalOf(() => Promise.reject(new TypeError("failed to fetch")));

  assert.deepEqual([refusal.status, refusal.lasting], [0, false]);
  assert.match(words.ofRefusal(refusal, { online: false }), /offline/u);
  assert.match(words.ofRefusal(refusal, { online: true }), /no connection/u);
});

test("an answer that is no ticket is the platform's trouble, and tried again", async () => {
  const wrong = [{}, { ...ANSWER, ticket: 7 }, { ...ANSWER, idle_s: 0 }, { ...ANSWER, connection_s: "soon" }];
  for (const body of ["<html>", "null", "[]", ...wrong.map((answer) => JSON.stringify(answer))]) {
    const refusal = await refusalOf(() => new Response(body, { status: 201 }));

    assert.deepEqual([refusal.status, refusal.lasting], [502, false], body);
  }
});
