// The web chat as a phone among the others, over its real tickets and its real socket.

import { Words } from "/chat/words.mjs";

import { ofBot, ofPerson } from "./bubbles.mjs";
import { Exchange, ofCall } from "./calls.mjs";
import { Composer } from "./composer.mjs";
import { element } from "./element.mjs";
import { ofParts } from "./parts.mjs";
import { Screen } from "./screen.mjs";
import { lever } from "./trouble.mjs";
import { WebWire } from "./web_wire.mjs";

const FRESH_MS = 30_000;
const UNSENT = "Not sent yet: there is no line to the platform. It is sent when there is one.";
const words = new Words(navigator.language);

/** An address in full where it is of this site, else nothing. */
function own(address) {
  const url = URL.canParse(address, location.href) ? new URL(address, location.href) : null;
  return url?.origin === location.origin ? url.href : null;
}

export class WebPhone {
  #user;
  #wire;
  #bubbles = new Map();
  #isOpen = false;
  #life = new AbortController();

  constructor(about, { title, user }) {
    this.name = about.name;
    this.chat = null;
    this.#user = user;
    this.screen = new Screen(about, title);
    this.composer = new Composer(about, title, (deed) => this.does(deed));
    this.frames = new Exchange("Frames of its socket");
    this.#wire = new WebWire({ installation: about.name, user, listener: this.#listener() });
    this.element = this.screen.assembled({
      below: this.composer.elements,
      behind: [this.frames.element, this.#trouble()],
    });
  }

  #trouble() {
    this.cut = lever("Cut its line", (isCut) => this.#cut(isCut));
    const anew = element("button", { type: "button", onclick: () => this.#anew() }, "Be a visitor nobody knows");
    return element(
      "details",
      { class: "behind" },
      element("summary", {}, "What goes wrong"),
      element("div", { class: "levers" }, this.cut, anew),
    );
  }

  async begin() {
    const seen = () => document.visibilityState === "visible" && this.#isOpen && this.#wire.retry();
    document.addEventListener("visibilitychange", seen, { signal: this.#life.signal });
    this.#wire.start();
  }

  end() {
    this.#life.abort();
    this.#wire.end();
  }

  /** Say something, {text}, or press a choice, {text, value}. */
  async does({ text, value }) {
    const message = { id: crypto.randomUUID(), text: text.trim(), ...(value === undefined ? {} : { value }) };
    this.#said(message);
    this.#wire.say(message);
  }

  /** It hears over its socket alone. */
  asks() {
    return null;
  }

  #listener() {
    return {
      frame: (frame) => this.frames.add(ofCall(frame)),
      entered: () => this.#enter(),
      opened: () => this.#opened(),
      closed: () => (this.#isOpen = false),
      line: (line) => this.#line(line),
      accepted: ({ id }) => this.#fare(id, null),
      adopted: (message) => this.#said(message),
      notSent: (message, reason) => this.#notSent(message, reason),
      typing: () => this.#typing(),
      refused: (refusal) => this.screen.tell(words.ofRefusal(refusal, { online: navigator.onLine })),
      remarked: (frame) => this.screen.tell(words.ofError(frame)),
    };
  }

  #opened() {
    this.#isOpen = true;
    this.screen.tell("");
    for (const id of this.#bubbles.keys()) this.#fare(id, null);
  }

  #enter() {
    this.#bubbles.clear();
    this.screen.clear();
  }

  #cut(isCut) {
    this.cut.setAttribute("aria-pressed", String(isCut));
    if (isCut) this.#wire.end();
    else this.#wire.start();
  }

  #said({ id, text }) {
    if (this.#bubbles.has(id)) return;
    const bubble = ofPerson({ user: this.#user, deed: "text", words: text });
    this.#bubbles.set(id, bubble);
    this.screen.put(bubble);
    if (!this.#isOpen) this.#fare(id, UNSENT);
  }

  /** It is seen also where a new conversation has begun meanwhile. */
  #notSent(message, reason) {
    this.#said(message);
    this.#fare(message.id, `Not taken: ${words.ofRefusedMessage(reason)}`);
    this.#bubbles.delete(message.id);
  }

  #anew() {
    this.cut.setAttribute("aria-pressed", "false");
    this.#wire.forget();
  }

  #fare(id, told) {
    const bubble = this.#bubbles.get(id);
    bubble?.querySelector(".fared")?.remove();
    if (!bubble || !told) return;
    bubble.append(element("div", { class: "fared" }, element("strong", {}, told)));
    this.screen.follow(bubble);
  }

  /** A line has its place, also where its bubble stood somewhere else before. */
  #line(line) {
    if (line.who === "person") {
      this.#personal(line);
      return;
    }
    for (const shown of ofParts(line.parts, { own, words: words.plain })) {
      this.screen.put(ofBot(shown, (button) => this.#press(button)));
    }
    const goesOn = line.parts.at(-1)?.kind === "typing" && Date.now() - Date.parse(line.at) < FRESH_MS;
    if (goesOn) this.#typing();
  }

  #personal(line) {
    const bubble = this.#bubbles.get(line.id) ?? ofPerson({ user: this.#user, deed: "text", words: line.text });
    this.#bubbles.set(line.id, bubble);
    this.#fare(line.id, null);
    bubble.querySelector(".words").textContent = line.text;
    this.screen.put(bubble);
  }

  #press({ label, value, url }) {
    if (url) window.open(url, "_blank", "noopener");
    else this.does({ text: label, value });
  }

  #typing() {
    this.screen.put(ofBot({ kind: "typing" }), { passing: true });
  }
}
