// Where one types on a phone, and in a group: who speaks, whether the bot is named, and what is answered.

import { called } from "./bubbles.mjs";
import { element } from "./element.mjs";

const LISTENS = "Whatever is said here is heard by the bot.";

export class Composer {
  #about;
  #does;
  #answers = null;
  #box;
  #speaker;
  #people = element("datalist", {});
  #named = element("input", { type: "checkbox", name: "named" });
  #among;
  #answering = element("p", { class: "answering", hidden: true });

  /** `does(deed)` is called with what somebody does: {text} or {send}, and how. */
  constructor(about, title, does) {
    this.#about = { kinds: [], ...about };
    this.#does = does;
    this.#box = element("input", {
      name: "text",
      autocomplete: "off",
      "aria-label": `Message on ${title}`,
      placeholder: "Message",
    });
    this.#people.id = `${about.name}-people`;
    this.#speaker = element("input", {
      name: "speaker",
      autocomplete: "off",
      maxlength: "40",
      list: this.#people.id,
      "aria-label": `Who speaks on ${title}`,
    });
    this.#among = this.#group();
    this.elements = [this.#form(), this.#kinds()];
  }

  /** Somebody is in a group of these people, or (null) alone with the bot. */
  among(people, user) {
    const command = people === null ? "" : this.#about.manners.command;
    this.#box.placeholder = command ? `Message, or ${command}` : "Message";
    this.#among.hidden = people === null;
    this.#speaker.placeholder = user;
    this.#people.replaceChildren(...(people ?? []).map((name) => element("option", { value: name })));
  }

  /** In a new place nobody else speaks, and nothing is answered yet. */
  begin() {
    this.#speaker.value = "";
    this.answer(null);
  }

  /** What is said next answers this: {thread, words}; null for nothing. */
  answer(what) {
    const { manners } = this.#about;
    this.#answers = what;
    this.#named.checked = what === null || !manners?.answers;
    this.#answering.hidden = what === null;
    if (what === null) return;
    const stop = element(
      "button",
      { type: "button", onclick: () => this.#stop(), "aria-label": "Say it to the group instead" },
      "✕",
    );
    const how = manners.threads ? "In the thread of" : "In answer to";
    this.#answering.replaceChildren(element("span", {}, `${how} “${what.words}”`), stop);
  }

  focus() {
    this.#box.focus();
  }

  /** How something is done here: by whom, to whom and in answer to what. */
  how() {
    if (this.#among.hidden) return {};
    const speaker = this.#speaker.value.trim();
    const { manners } = this.#about;
    return {
      ...(speaker ? { user: speaker } : {}),
      ...(manners.named ? { mention: this.#named.checked } : {}),
      ...(manners.threads || this.#answers ? { thread: this.#answers?.thread ?? "" } : {}),
    };
  }

  #stop() {
    this.answer(null);
    this.focus();
  }

  #group() {
    const { manners } = this.#about;
    const heard = manners?.named
      ? element("label", { class: "named" }, this.#named, "names the bot")
      : element("p", { class: "hint" }, LISTENS);
    const speaks = element("label", {}, "As ", this.#speaker);
    return element("div", { class: "among", hidden: true }, speaks, this.#people, heard);
  }

  #form() {
    const say = (event) => {
      event.preventDefault();
      if (!this.#box.value.trim()) return;
      this.#does({ text: this.#box.value });
      this.#box.value = "";
    };
    return element(
      "form",
      { class: "composer", onsubmit: say },
      this.#among,
      this.#answering,
      element("div", { class: "write" }, this.#box, element("button", {}, "Send")),
    );
  }

  #kinds() {
    const { kinds } = this.#about;
    if (kinds.length === 0) return null;
    const buttons = kinds.map((kind) =>
      element("button", { type: "button", onclick: () => this.#does({ send: kind }) }, called(kind)),
    );
    return element(
      "details",
      { class: "kinds" },
      element("summary", {}, "Send something else"),
      element("div", {}, ...buttons),
    );
  }
}
