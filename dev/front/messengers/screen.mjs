// The frame of a phone: its title, what is on its screen, and a line that tells how a deed went.

import { element } from "./element.mjs";

const NOTHING = "Nobody has said anything here yet. Write to the bot, or say something everywhere.";

export class Screen {
  #installed;
  #empty = element("p", { class: "empty" }, NOTHING);
  #typing = null;

  /** installed: the installation's name and channel. */
  constructor(installed, title) {
    this.#installed = installed;
    this.title = title;
    const about = { class: "log", role: "log", tabindex: "0", "aria-label": `Chat on ${title}` };
    this.log = element("div", about, this.#empty);
    this.status = element("p", { class: "told", role: "status" });
  }

  /** The whole phone: what stands above and below the screen, and what went on behind it. */
  assembled({ above = [], below, behind }) {
    const heading = `${this.#installed.name}-title`;
    return element(
      "section",
      { class: `side ${this.#installed.channel}`, "aria-labelledby": heading },
      element("div", { class: "phone" }, element("h2", { id: heading }, this.title), ...above, this.log, ...below),
      this.status,
      ...behind,
    );
  }

  tell(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  /** Do something, and tell how it went. */
  async attempt(act, done = "") {
    try {
      await act();
      this.tell(done);
    } catch (error) {
      this.tell(`That did not work: ${error.message}`);
    }
  }

  /** Put a bubble below all others, also one that is there already; a sign of typing stays until the next. */
  put(bubble, { passing = false } = {}) {
    this.#typing?.remove();
    this.#typing = passing ? bubble : null;
    this.#empty.remove();
    this.log.append(bubble);
    this.follow(bubble);
  }

  /** Show a bubble whole that has grown, where it is the last. */
  follow(bubble) {
    if (bubble === this.log.lastElementChild) this.log.scrollTop = this.log.scrollHeight;
  }

  /** Begin anew; words: why there is nothing. */
  clear(words = NOTHING) {
    this.#typing = null;
    this.#empty.textContent = words;
    this.log.replaceChildren(this.#empty);
  }
}
