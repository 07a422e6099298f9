/** What a person said is sent once and in order, and nothing of it is lost. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../chat/outbox.mjs";
import { Store } from "../chat/store.mjs";
import { FakeClock, FakeStorage, FakeTabs, recorder } from "./fakes.mjs";

const DAY_MS = 24 * 60 * 60 * 1_000;
const aMessage = (id, more = {}) => ({ id, text: `text of ${id}`, ...more });

/** A browser with any number of tabs, each `tab(name)` an outbox of its own. */
function aBrowser() {
  const storage = new FakeStorage();
  const store = new Store(() => storage);
  const clock = new FakeClock();
  const tabs = new FakeTabs();
  const tab = (name) => {
    const told = recorder("send", "adopted", "accepted", "refused", "stalled");
    const { whenGone } = tabs;
    const outbox = new Outbox({ store, clock, tab: name, whenGone, listener: told, random: () => 0.5 });
    const of = (call) => told.calls.filter(([called]) => called === call);
    const ids = (call) => of(call).map(([, message]) => message.id);
    return { outbox, of, sent: () => ids("send"), accepted: () => ids("accepted"), adopted: () => ids("adopted") };
  };
  return { clock, tabs, tab, storage };
}

function anOpenTab() {
  const browser = aBrowser();
  const tab = browser.tab("one");
  tab.outbox.opened("conversation");
  return { ...browser, ...tab };
}

test("the next message goes out only when the one before it is acknowledged", () => {
  const { outbox, sent } = anOpenTab();
  outbox.add(aMessage("a"));
  outbox.add(aMessage("b"));

  assert.deepEqual(sent(), ["a"]);
  outbox.acknowledged("a");

  assert.deepEqual(sent(), ["a", "b"]);
});

test("an acknowledgement of something else lets nothing go", () => {
  const { outbox, sent } = anOpenTab();
  outbox.add(aMessage("a"));
  outbox.add(aMessage("b"));

  outbox.acknowledged("x");

  assert.deepEqual(sent(), ["a"]);
});

test("what was not acknowledged goes out again after a cut, under the same id and first", () => {
  const { outbox, sent } = anOpenTab();
  outbox.add(aMessage("a"));
  outbox.add(aMessage("b"));

  outbox.closed(1006);
  outbox.opened("conversation");
  outbox.acknowledged("a");

  assert.deepEqual(sent(), ["a", "a", "b"]);
});

test("what is said while the line is cut waits for it", () => {
  const { outbox, sent } = anOpenTab();
  outbox.closed(1006);

  outbox.add(aMessage("a"));
  assert.deepEqual(sent(), []);
  outbox.opened("conversation");

  assert.deepEqual(sent(), ["a"]);
});

test("unsent messages survive a reload, a choice with its value", () => {
  const { tab, tabs, outbox, clock } = anOpenTab();
  outbox.closed(1006);
  outbox.add(aMessage("a"));
  clock.pass(10);
  outbox.add(aMessage("b", { value: "double" }));

  const reloaded = tab("two");
  reloaded.outbox.opened("conversation");
  tabs.gone("one");
  reloaded.outbox.acknowledged("a");

  assert.deepEqual(reloaded.sent(), ["a", "b"]);
  assert.equal(reloaded.of("send")[1][1].value, "double");
  assert.deepEqual(reloaded.adopted(), ["a", "b"]);
});

test("a tab leaves alone what another living tab keeps", () => {
  const { tab, outbox } = anOpenTab();
  outbox.add(aMessage("a"));

  const other = tab("two");
  other.outbox.opened("conversation");

  assert.deepEqual(other.sent(), []);
});

test("of two tabs that are left, one adopts", () => {
  const { tab, tabs, outbox } = anOpenTab();
  const [two, three] = [tab("two"), tab("three")];
  for (const { outbox: other } of [two, three]) other.opened("conversation");
  outbox.add(aMessage("a"));
  for (const { outbox: other } of [two, three]) other.watch();

  tabs.gone("one");

  assert.deepEqual([two.sent(), three.sent()], [["a"], []]);
});

test("a message is kept a day, and then said to be too old", () => {
  const { outbox, clock, sent, of } = anOpenTab();
  outbox.closed(1006);
  outbox.add(aMessage("a"));

  clock.pass(DAY_MS + 1);
  outbox.opened("conversation");

  assert.deepEqual(sent(), []);
  assert.deepEqual(of("refused").map(([, { id }, { code }]) => [id, code]), [["a", "too_old"]]);
});

test("a page opened again after more than a day sends nothing and says so, once in all tabs", () => {
  const { tab, tabs, outbox, clock, storage } = anOpenTab();
  outbox.closed(1006);
  outbox.add(aMessage("a"));

  clock.pass(DAY_MS + 1);
  const later = [tab("two"), tab("three")];
  for (const { outbox: other } of later) other.opened("conversation");
  tabs.gone("one");

  assert.deepEqual(later.flatMap(({ sent, adopted }) => [...sent(), ...adopted()]), []);
  assert.deepEqual(later.map(({ of }) => of("refused").map(([, { id }, { code }]) => [id, code])), [
    [["a", "too_old"]],
    [],
  ]);
  assert.equal(storage.length, 0);
});

test("what is more than a day old and of another conversation is cleared away without a word", () => {
  const { tab, tabs, outbox, clock, storage } = anOpenTab();
  outbox.closed(1006);
  outbox.add(aMessage("a"));

  clock.pass(DAY_MS + 1);
  const elsewhere = tab("two");
  elsewhere.outbox.opened("another");
  tabs.gone("one");

  assert.deepEqual(elsewhere.of("refused"), []);
  assert.equal(storage.length, 0);
});

test("a clock that is set back changes nothing of the order", () => {
  const { outbox, clock, sent } = anOpenTab();
  outbox.closed(1006);
  outbox.add(aMessage("a"));
  clock.set(clock.now() - DAY_MS);
  outbox.add(aMessage("b"));

  outbox.opened("conversation");
  outbox.acknowledged("a");

  assert.deepEqual(sent(), ["a", "b"]);
});

test("a message that was kept by a clock far ahead is sent, and kept no longer than a day from then", () => {
  const { tab, tabs, outbox, clock } = anOpenTab();
  outbox.closed(1006);
  clock.set(clock.now() + 365 * DAY_MS);
  outbox.add(aMessage("a"));
  clock.set(clock.now() - 365 * DAY_MS);

  const reloaded = tab("two");
  reloaded.outbox.opened("conversation");
  tabs.gone("one");
  assert.deepEqual(reloaded.sent(), ["a"]);
  reloaded.outbox.closed(1006);
  clock.pass(DAY_MS + 1);
  reloaded.outbox.opened("conversation");

  assert.deepEqual(reloaded.of("refused").map(([, { id }, { code }]) => [id, code]), [["a", "too_old"]]);
});

test("words meant for one conversation are not said in another", () => {
  const { outbox, sent, of } = anOpenTab();
  outbox.closed(1006);
  outbox.add(aMessage("a"));

  outbox.opened("another");

  assert.deepEqual(sent(), []);
  assert.equal(of("refused")[0][2].code, "moved");
});

test("words said before the first connection are for its conversation, also after a reload", () => {
  const { tab, tabs } = aBrowser();
  const before = tab("one");
  before.outbox.add(aMessage("a"));
  const reloaded = tab("two");
  reloaded.outbox.opened("conversation");
  reloaded.outbox.closed(1006);

  tabs.gone("one");
  reloaded.outbox.opened("conversation");
  assert.deepEqual(reloaded.sent(), ["a"]);
  reloaded.outbox.opened("another");

  assert.equal(reloaded.of("refused")[0][2].code, "moved");
});

test("words that found their conversation are not said in the next one", () => {
  const { tab, tabs } = aBrowser();
  const before = tab("one");
  before.outbox.add(aMessage("a"));
  before.outbox.opened("conversation");

  const elsewhere = tab("two");
  elsewhere.outbox.opened("another");
  tabs.gone("one");

  assert.deepEqual([before.sent(), elsewhere.sent()], [["a"], []]);
});

test("an error that allows it is followed by the same message, later each time", () => {
  const { outbox, clock, sent } = anOpenTab();
  outbox.add(aMessage("a"));
  outbox.add(aMessage("b"));
  const busy = { id: "a", code: "unavailable", retry: true };

  assert.equal(outbox.failed(busy), true);
  clock.pass(999);
  assert.deepEqual(sent(), ["a"]);
  clock.pass(1);
  assert.deepEqual(sent(), ["a", "a"]);
  outbox.failed(busy);
  clock.pass(1_999);
  assert.deepEqual(sent(), ["a", "a"]);
  clock.pass(1);

  assert.deepEqual(sent(), ["a", "a", "a"]);
});

test("an error that allows no other try drops the message, says so, and lets the next one go", () => {
  const { outbox, sent, of, storage } = anOpenTab();
  outbox.add(aMessage("a"));
  outbox.add(aMessage("b"));

  outbox.failed({ id: "a", code: "too_long", message: "too long", retry: false });

  assert.deepEqual(of("refused").map(([, { id, text }, reason]) => [id, text, reason]), [
    ["a", "text of a", { code: "too_long", message: "too long" }],
  ]);
  assert.deepEqual(sent(), ["a", "b"]);
  assert.equal(storage.length, 1);
});

test("an error about nothing that waits is not the outbox's", () => {
  const { outbox } = anOpenTab();

  assert.equal(outbox.failed({ id: "x", code: "unanswered", retry: false }), false);
  assert.equal(outbox.failed({ code: "bad_frame", retry: false }), false);
});

for (const code of [1003, 1009]) {
  test(`a connection closed with ${code} refuses the message that was under way as too long`, () => {
    const { outbox, sent, of } = anOpenTab();
    outbox.add(aMessage("a"));
    outbox.add(aMessage("b"));

    outbox.closed(code);
    outbox.opened("conversation");

    assert.deepEqual(of("refused").map(([, { id }, reason]) => [id, reason.code]), [["a", "too_long"]]);
    assert.deepEqual(sent(), ["a", "b"]);
  });
}

test("a message that stays unacknowledged makes the line suspect, later each time", () => {
  const { outbox, clock, of } = anOpenTab();
  outbox.add(aMessage("a"));

  clock.pass(15_000);
  assert.equal(of("stalled").length, 1);
  outbox.closed(1000);
  outbox.opened("conversation");
  clock.pass(29_999);
  assert.equal(of("stalled").length, 1);
  clock.pass(1);

  assert.equal(of("stalled").length, 2);
});

test("a line that repeats a message acknowledges it", () => {
  const { outbox, sent, accepted, storage } = anOpenTab();
  outbox.add(aMessage("a"));
  outbox.add(aMessage("b"));

  outbox.said("a");

  assert.deepEqual(accepted(), ["a"]);
  assert.deepEqual(sent(), ["a", "b"]);
  assert.equal(storage.length, 1);
});

test("a page reloaded before the answer still shows what was accepted, and does not send it", () => {
  const { tab, outbox } = anOpenTab();
  outbox.add(aMessage("a"));
  outbox.acknowledged("a");

  const reloaded = tab("two");
  reloaded.outbox.opened("conversation");

  assert.deepEqual(reloaded.accepted(), ["a"]);
  assert.deepEqual(reloaded.sent(), []);
});

test("an accepted message whose line has come, or never came, is not kept", () => {
  const { tab, outbox, clock, storage } = anOpenTab();
  outbox.add(aMessage("a"));
  outbox.said("a");
  outbox.add(aMessage("b"));
  outbox.acknowledged("b");

  clock.pass(2 * 60 * 1_000 + 1);
  const reloaded = tab("two");
  reloaded.outbox.opened("conversation");

  assert.deepEqual(reloaded.accepted(), []);
  assert.equal(storage.length, 0);
});

test("a message that is added again keeps its place", () => {
  const { outbox, clock, tab, tabs } = anOpenTab();
  outbox.add(aMessage("a"));
  clock.pass(1);
  outbox.add(aMessage("b"));
  clock.pass(1);

  outbox.add(aMessage("a"));
  const reloaded = tab("two");
  reloaded.outbox.opened("conversation");
  tabs.gone("one");

  assert.deepEqual(reloaded.adopted(), ["a", "b"]);
});

test("a tab does not adopt its own", () => {
  const { outbox, tabs, adopted } = anOpenTab();
  outbox.add(aMessage("a"));

  outbox.watch();
  tabs.gone("one");

  assert.deepEqual(adopted(), []);
});

test("an error about a message that is not under way disturbs nothing", () => {
  const { outbox, clock, sent } = anOpenTab();
  outbox.add(aMessage("a"));
  outbox.add(aMessage("b"));

  outbox.failed({ id: "b", code: "unavailable", retry: true });
  clock.pass(10_000);

  assert.deepEqual(sent(), ["a"]);
});

test("what another program left under our keys is cleared away", () => {
  const { tab, storage } = aBrowser();
  storage.setItem("parley.outbox.x", "no JSON");
  const { outbox, sent } = tab("one");

  outbox.opened("conversation");

  assert.deepEqual(sent(), []);
  assert.equal(storage.length, 0);
});

test("a fleeting message is sent and nothing of it is kept", () => {
  const { outbox, sent, accepted, storage } = anOpenTab();

  outbox.add(aMessage("a", { fleeting: true }));
  outbox.acknowledged("a");

  assert.deepEqual([sent(), accepted(), storage.length], [["a"], ["a"], 0]);
});
