// One messenger as a phone: what is on its screen, what people can do, and what went on behind it.

import { double } from "./api.mjs";
import { inWords, ofBot, ofPerson } from "./bubbles.mjs";
import { Exchange, ofCall } from "./calls.mjs";
import { Composer } from "./composer.mjs";
import { Deliveries, below } from "./deliveries.mjs";
import { element } from "./element.mjs";
import { Places } from "./places.mjs";
import { Screen } from "./screen.mjs";
import { Threads } from "./threads.mjs";
import { faults, lever } from "./trouble.mjs";

const TITLES = {
  web: "Web chat",
  telegram: "Telegram",
  slack: "Slack",
  teams: "Microsoft Teams",
  messenger: "Facebook Messenger",
  whatsapp: "WhatsApp",
  sms: "SMS",
  webhook: "Your own webhook",
};
const SILENT = "Its double does not answer; it is asked again.";
const GONE = "Its double has begun anew, and nobody has said anything since.";

/** What a phone is called: by its channel, and by its own name too where that is another's as well. */
export function titleOf({ name, channel }, installed) {
  const title = TITLES[channel] ?? channel;
  const isOnly = installed.filter((each) => each.channel === channel).length === 1;
  return isOnly || name === channel ? title : `${title} · ${name}`;
}

export class Phone {
  #about;
  #double;
  #user;
  #told;
  #group = null;
  #known = 0;
  #changes = 0;
  #words = [];
  #before = Promise.resolve();
  #ended = false;

  /** about: what the double says of itself. told: is called when there is another chat to listen to. */
  constructor(about, { title, user, told }) {
    this.name = about.name;
    this.chat = null;
    this.#about = { kinds: [], ...about };
    this.#double = double(about.name);
    this.#user = user;
    this.#told = told;
    this.#build(title);
  }

  #build(title) {
    this.screen = new Screen(this.#about, title);
    this.composer = new Composer(this.#about, title, (deed) => this.does(deed));
    this.threads = new Threads(this.#about.manners, (what) => this.#answer(what));
    this.places = this.#about.groups ? new Places(title, (group) => this.#go(group)) : null;
    this.calls = new Exchange("Calls of its API");
    this.deliveries = new Deliveries(this.#double);
    this.element = this.screen.assembled({
      above: [this.places?.element],
      below: this.composer.elements,
      behind: [this.calls.element, this.deliveries.element, this.#trouble()],
    });
  }

  #trouble() {
    const attempt = (act, done) => this.screen.attempt(act, done);
    this.block = lever("Block the bot", (left) => attempt(() => this.#double.leave(this.chat, left)));
    this.block.disabled = true;
    const shut = (is) => attempt(() => this.#double.window(this.#user, !is));
    this.shut = this.#about.window ? lever("24 hours are over", shut) : null;
    const trouble = faults({
      fail: (fault, words) => attempt(() => this.#double.fail(fault), `From now on: ${words}.`),
      mend: () => attempt(() => this.#double.mend(), "Nothing goes wrong any more."),
    });
    return element(
      "details",
      { class: "behind" },
      element("summary", {}, "What goes wrong"),
      trouble,
      element("div", { class: "levers" }, this.block, this.shut),
    );
  }

  /** Whether its double was not there when the page was made. */
  get isSilent() {
    return this.#about.silent === true;
  }

  /** Go on where this person was before. */
  async begin() {
    if (this.isSilent) this.screen.tell(SILENT);
    else await this.screen.attempt(() => this.#enter(null));
  }

  end() {
    this.#ended = true;
  }

  /** Do something as a person: {text}, {choose} or {send}; one after the other, as people do. */
  does(deed) {
    this.#before = this.#before.then(() => this.screen.attempt(() => this.#done(deed)));
    return this.#before;
  }

  /** What it wants to be told, or null where there is nothing to be told of. */
  asks() {
    return this.chat === null ? null : { chat: this.chat, after: this.#known, changes: this.#changes };
  }

  /** What is told of the chat it asked for; gives whether it is to be left alone for a while. */
  hear(news) {
    if (news.silent) this.screen.tell(SILENT);
    // One that began anew knows no chat of this id, or somebody else's.
    else if (news.title !== (this.#group ?? this.#user)) this.#forget(GONE);
    else this.#show(news);
    return news.silent === true;
  }

  async #done(deed) {
    const group = this.#group;
    const how = "choose" in deed ? this.#speaker() : this.composer.how();
    const said = await this.#double.say({
      user: this.#user,
      language: navigator.language,
      ...(group === null ? {} : { group }),
      ...how,
      ...deed,
    });
    if (said.url) window.open(said.url, "_blank", "noopener");
    if (this.#ended || group !== this.#group) return;
    this.#stay(said, deed, how);
    await this.#join(said.chat);
  }

  #speaker() {
    const { user } = this.composer.how();
    return user ? { user } : {};
  }

  /** Who began a thread with the bot goes on there; who answered a message has done so. */
  #stay(said, deed, how) {
    const { manners } = this.#about;
    if (this.#group === null) return;
    if (!manners.threads && how.thread) this.composer.answer(null);
    else if (manners.threads && deed.text && how.mention && !how.thread && said.thread) {
      this.composer.answer({ thread: said.thread, words: deed.text });
    }
  }

  #go(group) {
    this.screen.attempt(() => this.#enter(group));
    this.composer.focus();
  }

  #answer(what) {
    this.composer.answer(what);
    this.composer.focus();
  }

  async #enter(group) {
    this.#group = group;
    this.#forget();
    this.composer.among(group === null ? null : [], this.#user);
    this.block.textContent = group === null ? "Block the bot" : "Put the bot out";
    const chats = await this.#double.chats();
    if (this.#ended || group !== this.#group) return;
    this.places?.know(chats.filter((each) => !each.private).map((each) => each.title));
    const title = group ?? this.#user;
    const there = chats.find((each) => each.private === (group === null) && each.title === title);
    if (there) await this.#join(there.chat);
    else this.#told();
  }

  async #join(chat) {
    this.chat = chat;
    this.block.disabled = false;
    const news = await this.#double.since(chat, this.#known);
    if (this.chat !== chat) return;
    this.#show(news);
    this.#told();
  }

  #forget(words) {
    this.chat = null;
    this.#known = 0;
    this.#changes = 0;
    this.#words = [];
    this.block.disabled = true;
    this.composer.begin();
    this.threads.clear();
    this.calls.clear();
    this.deliveries.clear();
    this.screen.clear(words);
  }

  #show(news) {
    if (this.screen.status.textContent === SILENT) this.screen.tell("");
    for (const call of news.calls.filter((each) => each.number > this.#known)) {
      this.#say(news, call.number - 1);
      this.#known = call.number;
      this.#call(call);
    }
    this.#say(news, this.#known);
    this.#changes = news.changes;
    this.#words.forEach((bubble, place) => this.#fare(bubble, news.said[place], news.waits));
    this.deliveries.show(news.said.slice(0, this.#words.length), news.waits);
    if (this.#group !== null) this.composer.among(news.people, this.#user);
    this.block.setAttribute("aria-pressed", String(news.left));
    this.shut?.setAttribute("aria-pressed", String(!news.open));
  }

  #say({ said }, until) {
    while (this.#words.length < said.length && said[this.#words.length].after <= until) {
      const word = said[this.#words.length];
      const bubble = ofPerson(word, { own: word.user === this.#user, among: this.#group !== null });
      if (this.#group !== null) this.threads.ofPerson(bubble, word.thread, inWords(word));
      this.#words.push(bubble);
      this.screen.put(bubble);
    }
  }

  #fare(bubble, word, waits) {
    const now = below(word, { waits, name: this.name });
    const before = bubble.querySelector(".fared");
    if (before?.textContent === now?.textContent) return;
    before?.remove();
    if (now) bubble.append(now);
    this.screen.follow(bubble);
  }

  #call(call) {
    this.calls.add(ofCall(call));
    if (!call.shown) return;
    const bubble = ofBot(call.shown, ({ label }) => this.does({ choose: label }), { among: this.#group !== null });
    if (this.#group !== null) this.threads.ofBot(bubble, call.thread, call.shown.text || call.shown.title || "this");
    this.screen.put(bubble, { passing: call.shown.kind === "typing" });
  }
}
