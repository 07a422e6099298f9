/** What a phone is called. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { titleOf } from "../phone.mjs";

const titles = (...installed) => installed.map((each) => titleOf(each, installed));

test("the only one of its channel is called as people call that", () => {
  assert.deepEqual(titles({ name: "desk", channel: "slack" }, { name: "web", channel: "web" }), ["Slack", "Web chat"]);
});

test("of several the one that is named like its channel is called so, the others by their names too", () => {
  const [first, second] = titles({ name: "slack", channel: "slack" }, { name: "second", channel: "slack" });

  assert.deepEqual([first, second], ["Slack", "Slack · second"]);
});

test("a channel that has no words yet is called by its name", () => {
  assert.deepEqual(titles({ name: "pager", channel: "pager" }), ["pager"]);
});
