// What is on a phone's screen: what somebody did, and what the bot showed.

import { element } from "./element.mjs";

const SENT = {
  photo: "a photo",
  voice: "a voice note",
  audio: "a recording",
  video: "a video",
  file: "a file",
  location: "a location",
  sticker: "a sticker",
  contact: "a contact",
  other: "something else",
  reaction: "a reaction",
  home: "open the app’s home",
  invite: "invite the bot",
  start: "open the chat for the first time",
  added: "add the bot",
  removed: "remove the bot",
};

/** How something is called that can be sent. */
export const called = (kind) => SENT[kind] ?? kind.replaceAll("_", " ");

/** What somebody did, in words. */
export const inWords = ({ deed, words }) => (deed === "send" ? `[${called(words)}]` : words);

/** What somebody did. `own`: the person of this phone; `among`: others read, so the name is seen. */
export const ofPerson = (word, { own = true, among = false } = {}) =>
  element(
    "div",
    { class: `bubble ${own ? "own" : "other"} ${word.deed}` },
    speaker(word.user, among),
    element("span", { class: "words" }, inWords(word)),
  );

/** What the bot showed; `press` is called with a button that is pressed. */
export const ofBot = (shown, press, { among = false } = {}) =>
  shown.kind === "typing"
    ? element("div", { class: "bubble typing" }, speaker("The bot is typing", false), "…")
    : element("div", { class: `bubble bot ${shown.kind}` }, speaker("Bot", among), ...inside(shown, press));

/** Whose bubble it is; seen where others read, else only heard. */
const speaker = (name, among) => element("span", { class: among ? "who" : "heard" }, among ? name : `${name}: `);

function inside(shown, press) {
  return [
    shown.image && element("img", { src: shown.image, alt: shown.text || shown.title || "A picture", loading: "lazy" }),
    shown.title && element("strong", {}, shown.title),
    shown.text && element("p", {}, shown.text),
    thing(shown),
    shown.buttons.length > 0 && buttons(shown.buttons, press),
    shown.cards && cards(shown.cards, press),
  ];
}

function thing(shown) {
  const sign = { file: "📄", audio: "🔊", location: "📍" }[shown.kind];
  if (!sign) return null;
  const name = `${sign} ${shown.name || shown.url || shown.kind}`;
  const leads = shown.url?.startsWith("http");
  return leads ? element("a", { href: shown.url, target: "_blank", rel: "noopener noreferrer" }, name) : name;
}

const buttons = (all, press) => element("div", { class: "buttons" }, ...all.map((each) => button(each, press)));

const button = (each, press) =>
  element("button", { type: "button", onclick: () => press(each) }, each.label, each.url && " ↗");

const cards = (all, press) =>
  element(
    "ul",
    { class: "cards", tabindex: "0", "aria-label": "Cards" },
    ...all.map((card) => element("li", { class: "sheet" }, ...inside(card, press))),
  );
