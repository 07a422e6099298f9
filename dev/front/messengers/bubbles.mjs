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

/** What somebody did. */
export const ofPerson = (word) =>
  element(
    "div",
    { class: `bubble own ${word.deed}` },
    element("span", { class: "heard" }, `${word.user}: `),
    word.deed === "send" ? `[${called(word.words)}]` : word.words,
  );

/** What the bot showed; `press` is called with the label of a button that is pressed. */
export const ofBot = (shown, press) =>
  shown.kind === "typing"
    ? element("div", { class: "bubble typing" }, element("span", { class: "heard" }, "The bot is typing"), "…")
    : element(
        "div",
        { class: `bubble bot ${shown.kind}` },
        element("span", { class: "heard" }, "Bot: "),
        ...inside(shown, press),
      );

function inside(shown, press) {
  return [
    shown.image && element("img", { src: shown.image, alt: shown.text || shown.title || "A picture", loading: "lazy" }),
    shown.title && element("strong", {}, shown.title),
    shown.text && element("p", {}, shown.text),
    thing(shown),
    shown.buttons.length > 0 && element("div", { class: "buttons" }, ...shown.buttons.map((each) => button(each, press))),
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

const button = (each, press) =>
  element("button", { type: "button", onclick: () => press(each.label) }, each.label, each.url && " ↗");

const cards = (all, press) =>
  element(
    "ul",
    { class: "cards", tabindex: "0", "aria-label": "Cards" },
    ...all.map((card) => element("li", { class: "sheet" }, ...inside(card, press))),
  );
