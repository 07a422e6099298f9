// One messenger as a phone: what is on its screen, what the person can do, and what went on behind it.

import { double } from "./api.mjs";
import { called, ofBot, ofPerson } from "./bubbles.mjs";
import { ofCall } from "./calls.mjs";
import { element } from "./element.mjs";
import { faults, lever } from "./trouble.mjs";

const TITLES = {
  telegram: "Telegram",
  slack: "Slack",
  teams: "Microsoft Teams",
  messenger: "Facebook Messenger",
  whatsapp: "WhatsApp",
  sms: "SMS",
  webhook: "Your own webhook",
};

export class Phone {
  #double;
  #user;
  #told;
  #said = 0;
  #typing = null;
  #before = Promise.resolve();

  /** about: what the double says of itself. told: is called when there is a chat to listen to. */
  constructor(about, { user, told }) {
    this.name = about.name;
    this.chat = null;
    this.known = 0;
    this.#double = double(about.name);
    this.#user = user;
    this.#told = told;
    this.#build(about);
  }

  #build(about) {
    const title = TITLES[this.name] ?? this.name;
    const heading = `${this.name}-title`;
    this.log = element("div", { class: "log", role: "log", tabindex: "0", "aria-label": `Chat on ${title}` });
    this.calls = element("ol", { class: "calls" });
    this.count = element("span", {}, "0");
    this.status = element("p", { class: "told", role: "status" });
    this.block = lever("Block the bot", (left) => this.#try(() => this.#leave(left)));
    this.block.disabled = true;
    this.shut = about.window ? lever("24 hours are over", (shut) => this.#try(() => this.#shut(shut))) : null;
    const trouble = faults({
      fail: (fault, words) => this.#try(() => this.#double.fail(fault), `From now on: ${words}.`),
      mend: () => this.#try(() => this.#double.mend(), "Nothing goes wrong any more."),
    });
    this.element = element(
      "section",
      { class: `side ${this.name}`, "aria-labelledby": heading },
      element("div", { class: "phone" }, element("h2", { id: heading }, title), this.log, ...this.#composer(about, title)),
      this.status,
      element("details", { class: "behind" }, element("summary", {}, "Calls of its API: ", this.count), this.calls),
      element(
        "details",
        { class: "behind" },
        element("summary", {}, "What goes wrong"),
        trouble,
        element("div", { class: "levers" }, this.block, this.shut),
      ),
    );
  }

  #composer(about, title) {
    const box = element("input", {
      name: "text",
      autocomplete: "off",
      "aria-label": `Message on ${title}`,
      placeholder: "Message",
    });
    const say = (event) => {
      event.preventDefault();
      if (!box.value.trim()) return;
      this.does({ text: box.value });
      box.value = "";
    };
    const kinds = about.kinds.map((kind) =>
      element("button", { type: "button", onclick: () => this.does({ send: kind }) }, called(kind)),
    );
    return [
      element("form", { class: "composer", onsubmit: say }, box, element("button", {}, "Send")),
      kinds.length > 0 &&
        element("details", { class: "kinds" }, element("summary", {}, "Send something else"), element("div", {}, ...kinds)),
    ];
  }

  /** Go on where this person was before. */
  async begin() {
    const chats = await this.#double.chats();
    const mine = chats.find((each) => each.private && each.title === this.#user);
    if (!mine) return;
    this.#pressed(mine);
    await this.#joined(mine.chat);
  }

  /** Do something as the person: {text}, {choose} or {send}; one after the other, as a person does. */
  does(deed) {
    this.#before = this.#before.then(() => this.#try(() => this.#done(deed)));
    return this.#before;
  }

  /** Show what went on since. */
  show({ calls, said }) {
    for (const call of calls.filter((each) => each.number > this.known)) {
      this.#words(said, call.number - 1);
      this.known = call.number;
      this.#call(call);
    }
    this.#words(said, this.known);
  }

  async #done(deed) {
    const said = await this.#double.say({ user: this.#user, language: navigator.language, ...deed });
    if (said.url) window.open(said.url, "_blank", "noopener");
    await this.#joined(said.chat);
    this.shut?.setAttribute("aria-pressed", "false");
  }

  async #joined(chat) {
    this.chat = chat;
    this.block.disabled = false;
    this.show(await this.#double.since(chat, this.known));
    this.#told();
  }

  #words(said, until) {
    while (this.#said < said.length && said[this.#said].after <= until) {
      this.#put(ofPerson(said[this.#said]));
      this.#said += 1;
    }
  }

  #call(call) {
    this.calls.append(ofCall(call));
    this.count.textContent = String(call.number);
    if (!call.shown) return;
    const bubble = ofBot(call.shown, (label) => this.does({ choose: label }));
    this.#put(bubble);
    if (call.shown.kind === "typing") this.#typing = bubble;
  }

  #put(bubble) {
    this.#typing?.remove();
    this.#typing = null;
    this.log.append(bubble);
    this.log.scrollTop = this.log.scrollHeight;
  }

  #pressed({ left, open }) {
    this.block.setAttribute("aria-pressed", String(left));
    this.shut?.setAttribute("aria-pressed", String(!open));
  }

  async #leave(left) {
    await this.#double.leave(this.chat, left);
    this.block.setAttribute("aria-pressed", String(left));
  }

  async #shut(shut) {
    await this.#double.window(this.#user, !shut);
    this.shut.setAttribute("aria-pressed", String(shut));
  }

  async #try(act, done = "") {
    try {
      await act();
      this.status.textContent = done;
    } catch (error) {
      this.status.textContent = `That did not work: ${error.message}`;
    }
  }
}
