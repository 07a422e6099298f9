/** Every part of a reply is drawn natively or as readable text, and as nothing else. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isGoingOn, ofLine, ofPerson, typing } from "../chat/activities.mjs";
import { Words } from "../chat/words.mjs";

const AT = "2026-11-22T01:30:00.000Z";
const words = new Words("en").plain;
const ABOUT = { conversation: "c", origin: "https://chat.example", sequence: 13, words };
const ofParts = (...parts) => ofLine({ seq: 13, who: "bot", in_reply_to: "x", parts, at: AT }, ABOUT);
const linkOf = ({ attachments }) => [attachments[0].contentType, attachments[0].contentUrl, attachments[0].name];

test("a person's line keeps its id, text and time", () => {
  const [activity] = ofLine({ seq: 12, who: "person", id: "u", text: "London", at: AT }, ABOUT);

  assert.deepEqual(activity, {
    id: "u",
    type: "message",
    from: { id: "person", role: "user" },
    text: "London",
    textFormat: "plain",
    timestamp: AT,
    channelData: { "webchat:sequence-id": 13 },
  });
});

test("a message posted on this page is echoed with the id Web Chat waits for", () => {
  const activity = ofPerson({ id: "u", text: "hi", at: AT }, { sequence: 4, clientActivityID: "w" });

  assert.deepEqual(activity.channelData, { "webchat:sequence-id": 4, clientActivityID: "w" });
});

test("text is plain text, whatever is in it", () => {
  const text = "**no** <script>alert(1)</script>";

  const [activity] = ofParts({ kind: "text", text });

  assert.deepEqual([activity.text, activity.textFormat, activity.from.role], [text, "plain", "bot"]);
});

test("the parts of a line stand in order between this line and the next", () => {
  const activities = ofParts(...Array.from({ length: 12 }, (_, n) => ({ kind: "text", text: `${n}` })));
  const places = activities.map(({ channelData }) => channelData["webchat:sequence-id"]);

  assert.deepEqual(places, [...places].sort((one, other) => one - other));
  assert.equal(new Set(places).size, 12);
  assert.ok(places[0] === 13 && places[11] < 13.5);
  assert.equal(new Set(activities.map(({ id }) => id)).size, 12);
});

test("lines of two conversations have different ids", () => {
  const line = { seq: 1, who: "bot", parts: [{ kind: "text", text: "a" }] };

  const ids = ["c", "d"].map((conversation) => ofLine(line, { ...ABOUT, conversation })[0].id);

  assert.notEqual(ids[0], ids[1]);
});

test("choices are buttons under the last part that say their label and send their value", () => {
  const [first, last] = ofParts(
    { kind: "choices", choices: [{ label: "Double", value: "double" }] },
    { kind: "text", text: "a" },
    { kind: "text", text: "Which room?" },
  );

  assert.equal(first.suggestedActions, undefined);
  assert.equal(last.text, "Which room?");
  assert.deepEqual(last.suggestedActions.actions, [
    { type: "messageBack", title: "Double", text: "Double", displayText: "Double", value: "double" },
  ]);
});

test("choices alone are still buttons", () => {
  const [activity] = ofParts({ kind: "choices", choices: [{ label: "Yes", value: "y" }] });

  assert.equal(activity.suggestedActions.actions.length, 1);
});

test("a card is a card", () => {
  const buttons = [{ label: "Book", value: "book 1" }];

  const [activity] = ofParts({ kind: "card", title: "Ritz", subtitle: "London", image: "/ritz.png", buttons });

  const { contentType, content } = activity.attachments[0];
  assert.equal(contentType, "application/vnd.microsoft.card.hero");
  assert.deepEqual([content.title, content.subtitle, content.images[0].url], ["Ritz", "London", "/ritz.png"]);
  assert.equal(content.images[0].alt, "Ritz");
  assert.deepEqual([content.buttons[0].title, content.buttons[0].value], ["Book", "book 1"]);
});

test("a card without image, subtitle or buttons is a card too", () => {
  const [activity] = ofParts({ kind: "card", title: "Ritz" });

  assert.deepEqual([activity.attachments[0].content.images, activity.attachments[0].content.buttons], [[], []]);
});

test("a carousel is its cards side by side", () => {
  const cards = [{ title: "One", buttons: [{ label: "Book", value: "1" }] }, { title: "Two", image: "/two.png" }];

  const [activity] = ofParts({ kind: "carousel", cards });

  assert.equal(activity.attachmentLayout, "carousel");
  assert.deepEqual(
    activity.attachments.map(({ content }) => [content.title, content.images.length, content.buttons.length]),
    [["One", 0, 1], ["Two", 1, 0]],
  );
});

test("typing in a line shows nothing that stays, and choices after it stand under the part before it", () => {
  const activities = ofParts(
    { kind: "text", text: "Which room?" },
    { kind: "typing" },
    { kind: "choices", choices: [{ label: "Double", value: "double" }] },
  );

  assert.deepEqual(activities.map(({ text }) => text), ["Which room?"]);
  assert.equal(activities[0].suggestedActions.actions.length, 1);
});

test("a line goes on where typing is the last it says", () => {
  const text = { kind: "text", text: "One moment." };

  assert.equal(isGoingOn({ parts: [text, { kind: "typing" }] }), true);
  assert.equal(isGoingOn({ parts: [{ kind: "typing" }, text] }), false);
  assert.equal(isGoingOn({ parts: [] }), false);
  assert.equal(isGoingOn({ text: "London" }), false);
});

test("an image of our own origin is shown with its description", () => {
  const [activity] = ofParts({ kind: "image", url: "https://chat.example/a.png", alt: "A room" });

  assert.deepEqual(linkOf(activity), ["image/*", "https://chat.example/a.png", "A room"]);
});

test("nothing is loaded from another origin: media are links there, a card has no image", () => {
  const url = "https://elsewhere.example/a.png";

  const [image, audio, card] = ofParts(
    { kind: "image", url, alt: "A room" },
    { kind: "audio", url },
    { kind: "card", title: "Ritz", image: url },
  );

  assert.deepEqual(linkOf(image), ["application/octet-stream", url, "A room"]);
  assert.deepEqual(linkOf(audio), ["application/octet-stream", url, "a.png"]);
  assert.deepEqual(card.attachments[0].content.images, []);
});

test("a file is a link under its name", () => {
  const [activity] = ofParts({ kind: "file", url: "https://x.example/b?c=1", name: "bill.pdf" });

  assert.deepEqual(linkOf(activity), ["application/octet-stream", "https://x.example/b?c=1", "bill.pdf"]);
});

test("a place is readable text", () => {
  const texts = ofParts(
    { kind: "location", latitude: 51.5, longitude: -0.12, name: "London" },
    { kind: "location", latitude: 51.5, longitude: -0.12 },
  ).map(({ text }) => text);

  assert.deepEqual(texts, ["London (51.5, -0.12)", "51.5, -0.12"]);
});

test("an invitation to sign in opens its page", () => {
  const [activity] = ofParts({ kind: "login", url: "https://id.example/start", text: "Please sign in." });

  const { text, buttons } = activity.attachments[0].content;
  assert.equal(text, "Please sign in.");
  assert.deepEqual(buttons, [{ type: "openUrl", title: "Sign in", value: "https://id.example/start" }]);
});

test("an invitation's button is called what the bot calls it", () => {
  const [activity] = ofParts({ kind: "login", url: "https://id.example/start", text: "Please.", label: "Log in" });

  assert.equal(activity.attachments[0].content.buttons[0].title, "Log in");
});

test("an invitation that has run out is text", () => {
  const [activity] = ofParts({ kind: "login", text: "It has run out." });

  assert.deepEqual([activity.text, activity.attachments], ["It has run out.", undefined]);
});

test("an address that would run as a script is not linked", () => {
  for (const url of ["javascript:alert(1)", "data:text/html,x", "nonsense"]) {
    const activities = ofParts({ kind: "login", url, text: "t" }, { kind: "file", url, name: "n" });

    for (const { attachments } of activities) assert.equal(attachments, undefined, url);
  }
});

test("a part of a kind the page does not know is named, not hidden", () => {
  const texts = ofParts({ kind: "hologram" }, { kind: "constructor" }).map(({ text }) => text);

  assert.match(texts[0], /hologram/u);
  assert.match(texts[1], /constructor/u);
});

test("a line without parts draws nothing", () => {
  assert.deepEqual(ofLine({ seq: 1, who: "bot" }, ABOUT), []);
});

test("typing is the bot's, by name, and always the same activity", () => {
  const [one, other] = [typing({ sequence: 1, words }), typing({ sequence: 2, words })];

  assert.deepEqual([one.type, one.from.role, one.from.name, one.id], ["typing", "bot", "The bot", other.id]);
});
