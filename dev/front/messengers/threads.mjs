// What is answered in a group: which message begins a thread, and a button that answers one.

import { element } from "./element.mjs";

const LONGEST = 28;
const short = (words) => (words.length > LONGEST ? `${words.slice(0, LONGEST).trimEnd()}…` : words);

export class Threads {
  #manners;
  #answer;
  #first = new Map();

  /** `answer({thread, words})` is called when somebody is about to answer a message. */
  constructor(manners, answer) {
    this.#manners = manners;
    this.#answer = answer;
  }

  clear() {
    this.#first.clear();
  }

  /** Mark what a person said. */
  ofPerson(bubble, thread, words) {
    if (this.#manners.threads && thread) this.#mark(bubble, thread, words);
  }

  /** Mark what the bot said. */
  ofBot(bubble, thread, words) {
    if (!thread) return;
    if (this.#manners.threads) this.#mark(bubble, thread, words);
    else if (this.#manners.answers) bubble.append(this.#button(thread, short(words)));
  }

  #mark(bubble, thread, words) {
    if (this.#first.has(thread)) {
      bubble.prepend(element("span", { class: "thread" }, `↳ ${this.#first.get(thread)}`));
    } else {
      this.#first.set(thread, short(words));
    }
    bubble.append(this.#button(thread, this.#first.get(thread)));
  }

  #button(thread, words) {
    const answer = () => this.#answer({ thread, words });
    const about = { type: "button", class: "answer", onclick: answer, "aria-label": `Answer “${words}”` };
    return element("button", about, "Answer");
  }
}
