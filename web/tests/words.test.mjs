/** The page speaks a person's language where it knows it, and then says everything in it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Words, spoken } from "../chat/words.mjs";
import { en } from "../chat/words/en.mjs";
import { es } from "../chat/words/es.mjs";

/** Every sentence of a dictionary under its path; those with gaps are filled with what they are given. */
function sentences(dictionary, path = "") {
  return Object.entries(dictionary).flatMap(([name, value]) => {
    if (typeof value === "object") return sentences(value, `${path}${name}.`);
    return [[`${path}${name}`, typeof value === "function" ? value("7", "8") : value]];
  });
}

test("a language we know is spoken in the browser's own way, any other is English", () => {
  assert.deepEqual(["es-MX", "es", "en-GB", "de-DE", "", undefined].map(spoken), [
    "es-MX",
    "es",
    "en-GB",
    "en-US",
    "en-US",
    "en-US",
  ]);
  assert.deepEqual(["ES-mx", "de-DE"].map((locale) => new Words(locale).language), ["es", "en"]);
});

test("everything is said in every language, and nothing twice the same", () => {
  const [english, spanish] = [sentences(en), sentences(es)];

  assert.deepEqual(english.map(([name]) => name), spanish.map(([name]) => name));
  for (const [index, [name, sentence]] of english.entries()) {
    assert.ok(sentence.length > 0 && spanish[index][1].length > 0, name);
    assert.notEqual(sentence, spanish[index][1], name);
  }
});

test("what fills a sentence's gaps stands in it in every language", () => {
  for (const words of [en, es]) {
    assert.match(words.cannotShow("hologram"), /hologram/u);
    assert.match(words.tooLong("1.025", "1.024"), /1\.025.*1\.024/u);
  }
});

test("numbers are written as the person's country does", () => {
  assert.match(new Words("en-US").ofTooLong(12_345, 1_024), /12,345 .*1,024/u);
  assert.match(new Words("es-AR").ofTooLong(12_345, 1_024), /12\.345 .*1\.024/u);
});

test("a refusal we have no words for is told in the platform's, or as a refusal", () => {
  const words = new Words("en");

  assert.equal(words.ofRefusedMessage({ code: "new", message: "The platform's own." }), "The platform's own.");
  assert.equal(words.ofRefusedMessage({ code: "constructor" }), en.notSent);
  assert.equal(words.ofError({ code: "new", message: "The platform's own." }), "The platform's own.");
  assert.equal(words.ofError({ code: "new" }), en.wrong);
  assert.equal(words.ofError({ code: "unanswered", message: "English." }), en.errors.unanswered);
});
