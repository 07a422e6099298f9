/** Tabs keep out of each other's way by locks, and go on without where a browser gives them none. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { inTurn, takeName, whenGone } from "../chat/tabs.mjs";

/** As a browser that may keep nothing for a site answers. */
const denied = { request: () => Promise.reject(new DOMException("The request was denied.", "SecurityError")) };
const granted = { request: async (name, act) => act() };

for (const [kind, locks] of [["has none", undefined], ["denies them", denied], ["grants them", granted]]) {
  test(`what is done in turn is done once, and gives what it gives, where a browser ${kind}`, async () => {
    const done = [];

    const given = await inTurn(locks)("parley.visitor.web", async () => done.push("asked"));

    assert.equal(given, 1);
    assert.deepEqual(done, ["asked"]);
  });

  test(`what fails in its turn is not done again where a browser ${kind}`, async () => {
    const done = [];
    const act = async () => {
      done.push("asked");
      throw new Error("no answer");
    };

    await assert.rejects(inTurn(locks)("parley.visitor.web", act), /no answer/u);

    assert.deepEqual(done, ["asked"]);
  });
}

test("where nobody can tell whether a tab is gone it is taken to be", async () => {
  const gone = await new Promise((resolve) => {
    whenGone(denied)("other", () => resolve("gone"));
  });

  assert.equal(gone, "gone");
});

test("a tab has its name where the lock that would hold it is denied", () => {
  assert.equal(takeName(denied, "mine"), "mine");
});
