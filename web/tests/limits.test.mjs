/** Small rules: what may be sent, what is read as a frame, what is kept where nothing can be kept. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, utterance } from "../chat/frames.mjs";
import { TEXT_CHARACTERS, refusalOf } from "../chat/limits.mjs";
import { Store } from "../chat/store.mjs";
import { FakeStorage, deniedStorage } from "./fakes.mjs";

test("a text may be as long as the limit, whatever it is made of", () => {
  for (const character of ["a", "é", "😀"]) {
    assert.equal(refusalOf(character.repeat(TEXT_CHARACTERS)), null);
    assert.equal(refusalOf(character.repeat(TEXT_CHARACTERS + 1)), "too_long");
  }
});

test("blanks around a text do not count, blanks alone are nothing", () => {
  assert.equal(refusalOf(` ${"a".repeat(TEXT_CHARACTERS)}\n`), null);
  assert.equal(refusalOf(" \t\n"), "empty");
});

test("a message has no value, a choice has one even when it is empty", () => {
  assert.equal(utterance({ id: "a", text: "t" }), '{"type":"message","id":"a","text":"t"}');
  assert.equal(utterance({ id: "a", text: "t", value: "" }), '{"type":"choice","id":"a","value":"","text":"t"}');
});

test("what is no frame is read as none", () => {
  const noLines = ['{"type":"lines"}', '{"type":"lines","lines":[null]}'];

  for (const text of ["", "{", "null", "[]", "7", '{"type":7}', ...noLines]) {
    assert.equal(read(text), null, text);
  }
});

test("a type the page does not know is still a frame", () => {
  assert.deepEqual(read('{"type":"later"}'), { type: "later" });
});

test("a store sees what another tab wrote", () => {
  const storage = new FakeStorage();
  const store = new Store(() => storage);
  store.write("a", "ours");

  storage.setItem("a", "theirs");

  assert.equal(store.read("a"), "theirs");
});

test("a store lists only the keys it is asked for", () => {
  const storage = new FakeStorage();
  const store = new Store(() => storage);

  store.write("ours.a", "1");
  store.write("theirs.a", "2");

  assert.deepEqual(store.keys("ours."), ["ours.a"]);
});

test("a store keeps in memory what the browser will not keep", () => {
  const store = new Store(deniedStorage);

  store.write("a", "1");
  assert.deepEqual([store.read("a"), store.keys("a")], ["1", ["a"]]);
  store.remove("a");

  assert.deepEqual([store.read("a"), store.keys("a")], [null, []]);
});

test("a full storage does not lose the newest value", () => {
  const storage = new FakeStorage();
  const store = new Store(() => storage);
  store.write("a", "old");
  storage.setItem = deniedStorage;

  store.write("a", "new");

  assert.equal(store.read("a"), "new");
});

test("that nothing can be kept is told once, when something was to be kept", () => {
  let told = 0;
  const store = new Store(deniedStorage, { denied: () => (told += 1) });

  store.read("a");
  assert.equal(told, 0);
  store.write("a", "1");
  store.write("b", "2");

  assert.equal(told, 1);
});
