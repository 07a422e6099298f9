/** Lines are shown once and in order, whatever the wire does. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Lines } from "../chat/lines.mjs";
import { FakeClock } from "./fakes.mjs";

const aLine = (seq) => ({ seq, who: "bot", parts: [] });
const aFrame = (...seqs) => ({ lines: seqs.map(aLine) });

const anAnswer = (after, ...seqs) => ({ ...aFrame(...seqs), after });

function opened() {
  const clock = new FakeClock();
  const asked = [];
  const shown = [];
  const show = (lines) => shown.push(...lines.map(({ seq }) => seq));
  const lines = new Lines({ ask: (after) => asked.push(after), show, clock });
  lines.opened();
  return { lines, clock, asked, shown };
}

test("a fresh page asks for the whole conversation", () => {
  const { asked } = opened();

  assert.deepEqual(asked, [0]);
});

test("a line is shown once however often it comes", () => {
  const { lines, shown } = opened();

  lines.take(aFrame(1, 2));
  lines.take(aFrame(1, 2));
  lines.take(aFrame(2, 3));

  assert.deepEqual(shown, [1, 2, 3]);
});

test("a repeated line is not taken for one that waits", () => {
  const { lines, clock, asked } = opened();
  lines.take(anAnswer(0, 1, 2));

  lines.take(aFrame(1, 2));
  clock.pass(60_000);

  assert.deepEqual(asked, [0]);
});

test("a line that comes early is held until the one before it is there", () => {
  const { lines, shown } = opened();
  lines.take(aFrame(1));

  lines.take(aFrame(3));
  assert.deepEqual(shown, [1]);
  lines.take(aFrame(2));

  assert.deepEqual(shown, [1, 2, 3]);
});

test("missing lines are asked for after one second of waiting, not before", () => {
  const { lines, clock, asked } = opened();
  lines.take(aFrame(1));
  lines.take(aFrame(3));

  clock.pass(999);
  assert.deepEqual(asked, [0]);
  clock.pass(1);

  assert.deepEqual(asked, [0, 1]);
});

test("more held lines do not put the question off", () => {
  const { lines, clock, asked } = opened();
  lines.take(aFrame(1));
  lines.take(aFrame(3));

  clock.pass(900);
  lines.take(aFrame(4));
  clock.pass(100);

  assert.deepEqual(asked, [0, 1]);
});

test("nothing is asked when the missing line comes by itself", () => {
  const { lines, clock, asked } = opened();
  lines.take(anAnswer(0, 1));
  lines.take(aFrame(3));
  lines.take(aFrame(2));

  clock.pass(60_000);

  assert.deepEqual(asked, [0]);
});

test("a gap the platform does not fill is asked about again, each time later", () => {
  const { lines, clock, asked } = opened();
  lines.take(aFrame(2));
  const after = (ms) => (clock.pass(ms), asked.length);

  assert.deepEqual([after(2_000), after(10_000), after(20_000), after(29_999), after(1)], [2, 3, 4, 4, 5]);
});

test("a lost answer is asked for again", () => {
  const { clock, asked } = opened();

  clock.pass(5_000);

  assert.deepEqual(asked, [0, 0]);
});

test("an empty conversation is answered once and not asked for again", () => {
  const { lines, clock, asked } = opened();

  lines.take(anAnswer(0));
  clock.pass(60_000);

  assert.deepEqual(asked, [0]);
});

test("lines that are pushed while an answer is due do not stand for it", () => {
  const { lines, clock, asked } = opened();

  lines.take(aFrame(1, 2));
  clock.pass(5_000);
  assert.deepEqual(asked, [0, 2]);
  lines.take(anAnswer(2));
  clock.pass(60_000);

  assert.deepEqual(asked, [0, 2]);
});

test("more lines are asked for at once", () => {
  const { lines, asked } = opened();

  lines.take({ ...aFrame(1, 2), more: true });

  assert.deepEqual(asked, [0, 2]);
});

test("a platform that always has more and gives nothing is not asked in a circle", () => {
  const { lines, asked } = opened();
  lines.take(aFrame(1, 2));

  for (let n = 0; n < 100; n += 1) lines.take({ ...aFrame(1), more: true });

  assert.deepEqual(asked, [0]);
});

test("only pruned numbers are skipped", () => {
  const { lines, shown } = opened();

  lines.take({ ...aFrame(12, 13), pruned_to: 11 });

  assert.deepEqual(shown, [12, 13]);
});

test("a gap after the pruned numbers is waited for", () => {
  const { lines, shown } = opened();

  lines.take({ ...aFrame(12, 13), pruned_to: 10 });

  assert.deepEqual(shown, []);
});

test("a line that is there is shown even if it was pruned meanwhile", () => {
  const { lines, shown } = opened();
  lines.take(aFrame(3));

  lines.take({ ...aFrame(5), pruned_to: 4 });

  assert.deepEqual(shown, [3, 5]);
});

test("after a cut the lines after the last one shown are asked for", () => {
  const { lines, clock, asked } = opened();
  lines.take(aFrame(1, 2));

  lines.closed();
  clock.pass(60_000);
  lines.opened();

  assert.deepEqual(asked, [0, 2]);
});

test("nothing is asked while the line is cut", () => {
  const { lines, clock, asked } = opened();
  lines.take(aFrame(2));

  lines.closed();
  lines.take(aFrame(3));
  lines.take({ ...aFrame(1), more: true });
  clock.pass(60_000);

  assert.deepEqual(asked, [0]);
});
