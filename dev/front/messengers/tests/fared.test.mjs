/** What became of a delivery is told in words, with what mends it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { inShort, isAmiss, isTaken, mend } from "../fared.mjs";

const delivery = (tries, over = true) => ({ tries, over });

test("what was taken is well, however often it was tried", () => {
  for (const tries of [[200], [500, 200], [200, 500]]) {
    assert.equal(isTaken(delivery(tries)), true);
    assert.equal(isAmiss(delivery(tries), true), false);
  }
  assert.equal(inShort(delivery([401, 0, 204])), "✓ taken (401, no answer, 204)");
});

test("what is on its way is not amiss until it was tried", () => {
  assert.equal(inShort(delivery([], false), false), "on its way");
  assert.equal(isAmiss(delivery([], false), false), false);
  assert.equal(isAmiss(delivery([500], false), false), true);
});

test("what waits for somewhere to go is amiss", () => {
  assert.equal(isAmiss(delivery([], false), true), true);
  assert.equal(inShort(delivery([], false), true), "waits: nobody said where to");
  assert.deepEqual(mend(delivery([]), "slack").commands, ["make down up"]);
});

test("what was not taken says how often it was tried and whether it comes again", () => {
  assert.equal(inShort(delivery([401])), "not taken: 401");
  assert.equal(inShort(delivery([401, 503], false)), "not taken: 503, tried 2 times, comes again");
  assert.equal(inShort(delivery([0, 0])), "not taken: no answer, tried 2 times");
  assert.equal(inShort(delivery([302])), "not taken: 302");
});

test("what mends it goes by the latest answer", () => {
  const commands = (...tries) => mend(delivery(tries), "second").commands;

  assert.deepEqual(commands(503, 401), ["parley channel inspect second", "parley channel register second"]);
  assert.deepEqual(commands(401, 404), ["parley channel list"]);
  assert.deepEqual(commands(400), ["parley capture --out calls"]);
  assert.deepEqual(commands(413), []);
  assert.deepEqual(commands(0), ["make up"]);
  assert.deepEqual(commands(503), [".parley/logs"]);
});
