/** Between the frames and Web Chat: what is said, shown, confirmed and refused. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { DirectLine } from "../chat/direct_line.mjs";
import { Outbox } from "../chat/outbox.mjs";
import { Store } from "../chat/store.mjs";
import { Words } from "../chat/words.mjs";
import { FakeClock, FakeStorage, FakeTabs, recorder } from "./fakes.mjs";

const AT = "2026-11-22T01:30:00.000Z";
const ONLINE = 2;
const WORDS = new Words("en");
const SORRY = WORDS.ofError({ code: "unanswered" });
const settled = () => new Promise(setImmediate);

/** A page whose connection and Web Chat are played by the test. */
function aPage({ storage = new FakeStorage(), listening = true } = {}) {
  const clock = new FakeClock();
  const told = recorder("connected", "refused", "notSent", "adopted", "remarked");
  const page = { clock, told, sent: [], drawn: [], statuses: [], renewals: 0, ids: 0, tabs: new FakeTabs() };
  const { whenGone } = page.tabs;
  const connection = {
    send: (frame) => page.sent.push(JSON.parse(frame)),
    renew: () => (page.renewals += 1),
    end: () => page.statuses.push("ended"),
  };
  page.directLine = new DirectLine({
    connect: (listener) => ((page.line = listener), connection),
    outboxFor: (listener) =>
      new Outbox({ store: new Store(() => storage), clock, tab: `tab ${Math.random()}`, whenGone, listener }),
    page: told,
    clock,
    newId: () => `id${(page.ids += 1)}`,
    origin: "https://chat.example",
    textLimit: 20,
    words: WORDS,
  });
  page.directLine.activity$.subscribe((activity) => page.drawn.push(activity));
  page.directLine.connectionStatus$.subscribe((status) => page.statuses.push(status));
  if (listening) page.directLine.listened();
  page.post = (text, more = {}) => post(page.directLine, text, more);
  page.said = () => page.sent.filter(({ type }) => type === "message" || type === "choice");
  page.transcript = () => transcript(page.drawn);
  return page;
}

async function post(directLine, text, { clientActivityID = `web chat's ${text}`, parley, ...more }) {
  const outcome = { ids: [], complete: false, error: null };
  directLine
    .postActivity({ type: "message", text, channelData: { clientActivityID, parley }, ...more })
    .subscribe(
      (id) => outcome.ids.push(id),
      (error) => (outcome.error = error),
      () => (outcome.complete = true),
    );
  await settled();
  return outcome;
}

/** What stands on the page, as Web Chat keeps it: one activity an id, ordered by sequence. */
function transcript(drawn) {
  const latest = new Map(drawn.filter(({ type }) => type === "message").map((activity) => [activity.id, activity]));
  const place = ({ channelData }) => channelData["webchat:sequence-id"];
  return [...latest.values()].sort((one, other) => place(one) - place(other)).map(({ text }) => text);
}

const person = (seq, id, text) => ({ seq, who: "person", id, text, at: AT });
const bot = (seq, text) => ({ seq, who: "bot", parts: [{ kind: "text", text }], at: AT });
const lines = (...given) => ({ type: "lines", lines: given, more: false });

test("Web Chat is online whatever the connection does, so that it takes what a person says", () => {
  const page = aPage();

  page.line.opened("c");
  page.line.closed(1006);
  page.line.opened("c");

  assert.deepEqual(page.statuses, [ONLINE]);
});

test("what is said before the first connection is sent with it", async () => {
  const page = aPage();
  await page.post("London");
  assert.deepEqual(page.said(), []);

  page.line.opened("c");

  assert.deepEqual(page.said(), [{ type: "message", id: "id1", text: "London" }]);
});

test("a fresh page asks for the whole conversation, a reconnected one for what it missed", () => {
  const page = aPage();

  page.line.opened("c");
  page.line.frame(lines(bot(1, "Hello")));
  page.line.closed(1006);
  page.line.opened("c");

  assert.deepEqual(page.sent, [{ type: "resume", after: 0 }, { type: "resume", after: 1 }]);
});

test("nothing is asked for over a line that is cut", () => {
  const page = aPage();
  page.line.opened("c");
  page.line.frame(lines(bot(2, "early")));

  page.line.closed(1006);
  page.clock.pass(60_000);

  assert.deepEqual(page.sent, [{ type: "resume", after: 0 }]);
});

test("a message goes out as typed, without the blanks around it", async () => {
  const page = aPage();
  page.line.opened("c");

  await page.post("  London ");

  assert.deepEqual(page.said(), [{ type: "message", id: "id1", text: "London" }]);
});

test("a pressed choice goes out with its value and its label", async () => {
  const page = aPage();
  page.line.opened("c");

  await page.post("Double", { value: "double" });

  assert.deepEqual(page.said(), [{ type: "choice", id: "id1", value: "double", text: "Double" }]);
});

test("the acknowledgement confirms the message to Web Chat and shows typing", async () => {
  const page = aPage();
  page.line.opened("c");
  const outcome = await page.post("London");
  assert.deepEqual(outcome, { ids: [], complete: false, error: null });

  page.line.frame({ type: "ack", id: "id1" });

  assert.deepEqual(outcome, { ids: ["id1"], complete: true, error: null });
  const [echo, typing] = page.drawn;
  assert.deepEqual([echo.id, echo.channelData.clientActivityID], ["id1", "web chat's London"]);
  assert.equal(typing.type, "typing");
});

test("the line of a message takes the place of its echo, and the answer stands below and ends the typing", async () => {
  const page = aPage();
  page.line.opened("c");
  await page.post("London");
  page.line.frame({ type: "ack", id: "id1" });
  page.line.frame({ type: "typing" });

  page.line.frame(lines(person(1, "id1", "London"), bot(2, "Which room?")));

  assert.deepEqual(page.transcript(), ["London", "Which room?"]);
  const places = Object.fromEntries(page.drawn.map(({ id, channelData }) => [id, channelData["webchat:sequence-id"]]));
  assert.ok(places.typing < places["c/2/0"]);
  assert.equal(page.drawn.at(-2).channelData.clientActivityID, "web chat's London");
});

test("a line that comes before the acknowledgement confirms the message as well", async () => {
  const page = aPage();
  page.line.opened("c");
  const outcome = await page.post("London");

  page.line.frame(lines(person(1, "id1", "London"), bot(2, "Which room?")));
  page.line.frame({ type: "ack", id: "id1" });

  assert.deepEqual(outcome.ids, ["id1"]);
  assert.deepEqual(page.transcript(), ["London", "Which room?"]);
  const typing = page.drawn.findLast(({ type }) => type === "typing");
  assert.ok(typing.channelData["webchat:sequence-id"] < 2);
});

test("what another tab said is shown as the person's, under the same conversation", () => {
  const page = aPage();
  page.line.opened("c");

  page.line.frame(lines(person(1, "of another tab", "Paris"), bot(2, "Which room?")));

  assert.deepEqual(page.drawn.map(({ text, from }) => [text, from.role]), [["Paris", "user"], ["Which room?", "bot"]]);
  assert.equal(page.drawn[0].channelData.clientActivityID, undefined);
});

test("an answer to an earlier message stands above a later message that still waits", async () => {
  const page = aPage();
  page.line.opened("c");
  await page.post("one");
  page.line.frame({ type: "ack", id: "id1" });
  await page.post("two");
  page.line.frame({ type: "ack", id: "id2" });

  page.line.frame(lines(person(1, "id1", "one"), bot(2, "answer to one")));

  assert.deepEqual(page.transcript(), ["one", "answer to one", "two"]);
});

test("a message that was overtaken by the next one's line stands above it", async () => {
  const page = aPage();
  page.line.opened("c");
  await page.post("lost");
  page.line.frame({ type: "ack", id: "id1" });
  await page.post("next");
  page.line.frame({ type: "ack", id: "id2" });

  page.line.frame(lines(person(1, "id2", "next"), bot(2, "answer to next")));

  assert.deepEqual(page.transcript(), ["lost", "next", "answer to next"]);
});

test("a message that could not be answered keeps its place, with the apology under it", async () => {
  const page = aPage();
  page.line.opened("c");
  page.line.frame(lines(bot(1, "Hello")));
  await page.post("London");
  page.line.frame({ type: "ack", id: "id1" });

  page.line.frame({ type: "error", id: "id1", code: "unanswered", message: "Sorry.", retry: false });
  page.line.frame(lines(bot(2, "Later")));
  assert.deepEqual(page.transcript(), ["Hello", "London", SORRY, "Later"]);
  page.line.frame(lines(person(3, "id1", "London"), bot(4, "Which room?")));

  assert.deepEqual(page.transcript(), ["Hello", SORRY, "Later", "London", "Which room?"]);
});

test("an unanswered message whose acknowledgement was lost is not sent again", async () => {
  const page = aPage();
  page.line.opened("c");
  const outcome = await page.post("London");

  page.line.frame({ type: "error", id: "id1", code: "unanswered", message: "Sorry.", retry: true });
  page.line.closed(1006);
  page.line.opened("c");

  assert.equal(page.said().length, 1);
  assert.deepEqual(outcome.ids, ["id1"]);
  assert.deepEqual(page.transcript(), ["London", SORRY]);
});

test("a refused message is handed back to the person with the reason", async () => {
  const page = aPage();
  page.line.opened("c");
  page.line.frame(lines(bot(1, "Hello")));
  const outcome = await page.post("London");

  page.line.frame({ type: "error", id: "id1", code: "too_long", message: "Too long.", retry: false });
  page.line.frame(lines(bot(2, "Later")));

  assert.match(outcome.error.message, /too_long/u);
  assert.deepEqual(page.told.calls.at(-1), ["notSent", "London", WORDS.ofRefusedMessage({ code: "too_long" })]);
  assert.deepEqual(page.transcript(), ["Hello", "London", "Later"]);
});

test("a message over the limit is not sent", async () => {
  const page = aPage();
  page.line.opened("c");

  const outcome = await page.post("x".repeat(21));

  assert.match(outcome.error.message, /too_long/u);
  assert.deepEqual(page.said(), []);
  assert.deepEqual(page.told.calls.at(-1).slice(0, 2), ["notSent", "x".repeat(21)]);
});

test("a code that is not sent is not handed back into the box", async () => {
  const page = aPage();

  await page.post("x".repeat(21), { value: "AB12-EFGH", parley: { id: "u", fleeting: true } });

  const [[, text]] = page.told.calls.filter(([call]) => call === "notSent");
  assert.equal(text, "");
});

test("a choice whose frame the platform would close the connection for is not sent", async () => {
  const page = aPage();
  page.line.opened("c");

  const outcome = await page.post("Pick", { value: "x".repeat(32 * 1024) });

  assert.match(outcome.error.message, /too_long/u);
  assert.deepEqual(page.said(), []);
});

test("an expired connection is renewed and its message sent again", async () => {
  const page = aPage();
  page.line.opened("c");
  await page.post("London");

  page.line.frame({ type: "error", id: "id1", code: "expired", message: "Expired.", retry: true });
  assert.equal(page.renewals, 1);
  page.line.closed(1000);
  page.line.opened("c");

  assert.deepEqual(page.said().map(({ id }) => id), ["id1", "id1"]);
});

test("an error about no message is remarked, unless the page will try again by itself", () => {
  const page = aPage();
  page.line.opened("c");

  page.line.frame({ type: "error", code: "unavailable", message: "Busy.", retry: true });
  page.line.frame({ type: "error", code: "bad_frame", message: "Not JSON.", retry: false });

  assert.deepEqual(page.told.calls.filter(([name]) => name === "remarked"), [["remarked", "Not JSON."]]);
});

test("after a reload an unsent message is posted again through Web Chat and sent once", async () => {
  const storage = new FakeStorage();
  const before = aPage({ storage });
  before.line.opened("c");
  await before.post("London");

  const page = aPage({ storage });
  page.line.opened("c");
  page.tabs.gone(JSON.parse(storage.getItem(storage.key(0))).tab);
  const [, adopted] = page.told.calls.find(([name]) => name === "adopted");
  const outcome = await page.post(adopted.text, { parley: { id: adopted.id } });
  page.line.frame({ type: "ack", id: adopted.id });

  assert.deepEqual(page.said().map(({ id }) => id), ["id1"]);
  assert.deepEqual(outcome.ids, ["id1"]);
});

test("an adopted message that is acknowledged before Web Chat posts it is confirmed and not sent again", async () => {
  const page = aPage();
  page.line.opened("c");
  await page.post("London", { parley: { id: "adopted" } });
  page.line.frame({ type: "ack", id: "adopted" });

  const outcome = await page.post("London", { parley: { id: "adopted" } });

  assert.deepEqual(outcome.ids, ["adopted"]);
  assert.equal(page.said().length, 1);
});

test("what is drawn before Web Chat listens is not lost", async () => {
  const storage = new FakeStorage();
  const before = aPage({ storage });
  before.line.opened("c");
  await before.post("London");
  before.line.frame({ type: "ack", id: "id1" });

  const page = aPage({ storage, listening: false });
  page.line.opened("c");
  assert.deepEqual(page.transcript(), []);
  page.directLine.listened();

  assert.deepEqual(page.transcript(), ["London"]);
});

test("another conversation stands below the one before it", () => {
  const page = aPage();
  page.line.opened("c");
  page.line.frame(lines(bot(1, "old one"), bot(2, "old two")));

  page.line.closed(1006);
  page.line.opened("d");
  page.line.frame(lines(bot(1, "new one")));

  assert.deepEqual(page.transcript(), ["old one", "old two", "new one"]);
  assert.deepEqual(page.sent.at(-1), { type: "resume", after: 0 });
});

test("a refused ticket is the page's to tell", () => {
  const page = aPage();

  page.line.refused({ status: 404 });

  assert.deepEqual(page.told.calls, [["refused", { status: 404 }]]);
});

test("an activity the platform does not take is refused, not lost in silence", async () => {
  const page = aPage();
  page.line.opened("c");
  let refused = null;

  const posted = page.directLine.postActivity({ type: "event", name: "x", channelData: {} });
  posted.subscribe({ error: (error) => (refused = error) });
  await settled();

  assert.match(refused.message, /event/u);
});

test("a line that ends with typing is followed by it, while the line is fresh", () => {
  const page = aPage();
  const parts = [{ kind: "text", text: "One moment." }, { kind: "typing" }];
  page.line.opened("c");

  page.line.frame(lines({ seq: 1, who: "bot", parts, at: AT }));

  assert.deepEqual(page.drawn.map(({ type }) => type), ["message", "typing"]);
  const [said, typing] = page.drawn.map(({ channelData }) => channelData["webchat:sequence-id"]);
  assert.ok(said < typing && typing < 2);
});

test("a line of some time ago does not go on typing", () => {
  const page = aPage();
  page.line.opened("c");

  page.line.frame(lines({ seq: 1, who: "bot", parts: [{ kind: "typing" }], at: "2026-11-22T01:29:00.000Z" }));

  assert.deepEqual(page.drawn, []);
});
