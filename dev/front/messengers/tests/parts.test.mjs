/** The parts of a bot's line become what a phone of the page shows. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { ofParts } from "../parts.mjs";

const SITE = "http://127.0.0.1:8000";
const own = (url) => (url.startsWith("/") ? SITE + url : null);
const words = { cannotShow: (kind) => `no ${kind}`, signIn: "Sign in" };
const shown = (...parts) => ofParts(parts, { own, words });

test("choices are buttons below what stands before them", () => {
  const yes = { label: "Yes", value: "y" };

  assert.deepEqual(shown({ kind: "text", text: "Well?" }, { kind: "choices", choices: [yes] }), [
    { kind: "text", text: "Well?", buttons: [yes] },
  ]);
  assert.deepEqual(shown({ kind: "choices", choices: [yes] }), [{ kind: "text", text: "", buttons: [yes] }]);
});

test("choices after a card stand beside its own buttons", () => {
  const [card] = shown(
    { kind: "card", title: "Room", buttons: [{ label: "Take", value: "t" }] },
    { kind: "choices", choices: [{ label: "Other", value: "o" }] },
  );

  assert.deepEqual(card.buttons.map(({ label }) => label), ["Take", "Other"]);
});

test("a picture of another site is a link, and one of a card is left out", () => {
  const there = "https://elsewhere.example/a.png";

  assert.deepEqual(shown({ kind: "image", url: there, alt: "A map" }), [
    { kind: "file", text: "", url: there, name: "A map", buttons: [] },
  ]);
  assert.equal(shown({ kind: "card", title: "Room", image: there })[0].image, null);
  assert.equal(shown({ kind: "image", url: "/a.png", alt: "A map" })[0].image, `${SITE}/a.png`);
});

test("a file of this site leads there in full", () => {
  assert.equal(shown({ kind: "audio", url: "/a.mp3", name: "A song" })[0].url, `${SITE}/a.mp3`);
});

test("a place without a name is where it is", () => {
  assert.equal(shown({ kind: "location", latitude: 1.5, longitude: 2 })[0].name, "1.5, 2");
});

test("a way to sign in that has run out is words alone", () => {
  const login = { kind: "login", text: "Who are you?" };

  assert.deepEqual(shown(login)[0].buttons, []);
  assert.deepEqual(shown({ ...login, url: "https://a.example/link" })[0].buttons, [
    { label: "Sign in", url: "https://a.example/link" },
  ]);
});

test("what nobody knows says so, and typing is nothing that stays", () => {
  assert.deepEqual(shown({ kind: "hologram" }, { kind: "constructor" }, { kind: "typing" }).map(({ text }) => text), [
    "no hologram",
    "no constructor",
  ]);
});
