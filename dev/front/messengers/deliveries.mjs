// What a messenger's double brought to the platform, how that fared, and once more if somebody likes.

import { inWords } from "./bubbles.mjs";
import { element } from "./element.mjs";
import { inShort, isAmiss, isTaken, mend } from "./fared.mjs";

/** What stands below a bubble whose deliveries fared badly; nothing while all is well. */
export function below(word, { waits, name }) {
  const amiss = word.deliveries.find((each) => isAmiss(each, waits));
  if (!amiss) return null;
  const { words, commands } = mend(amiss, name);
  return element(
    "div",
    { class: "fared" },
    element("strong", {}, capital(inShort(amiss, waits))),
    amiss.answer && element("p", {}, "It was answered: ", element("q", {}, amiss.answer)),
    element("p", {}, words, ...commands.map((command) => element("code", {}, command))),
  );
}

const capital = (words) => words.replace(/^./u, (first) => first.toUpperCase());

/** The list of them, closed at first. */
export class Deliveries {
  #double;
  #items = new Map();
  #list = element("ol", { class: "calls" });
  #count = element("span", {}, "0");
  #all = element("span", { class: "status" });

  constructor(double) {
    this.#double = double;
    this.element = element(
      "details",
      { class: "behind" },
      element("summary", {}, "Deliveries: ", this.#count, " ", this.#all),
      this.#list,
    );
  }

  clear() {
    this.#items.clear();
    this.#list.replaceChildren();
    this.show([], false);
  }

  /** Show how all of them fare by now. */
  show(said, waits) {
    const all = said.flatMap((word) => word.deliveries.map((delivery) => ({ word, delivery })));
    for (const { word, delivery } of all) this.#item(word, delivery.number).show(delivery, waits);
    const amiss = all.filter(({ delivery }) => isAmiss(delivery, waits)).length;
    const taken = all.filter(({ delivery }) => isTaken(delivery)).length;
    this.#count.textContent = String(all.length);
    this.#all.className = amiss > 0 ? "status failed" : "status";
    const isWell = all.length > 0 && taken === all.length;
    this.#all.textContent = amiss > 0 ? `· ${amiss} not taken` : isWell ? "✓ taken" : "";
  }

  #item(word, number) {
    if (!this.#items.has(number)) {
      const item = new Item(this.#double, number, inWords(word));
      this.#items.set(number, item);
      this.#list.append(item.element);
    }
    return this.#items.get(number);
  }
}

class Item {
  #double;
  #number;
  #status = element("span", { class: "status" });
  #told = element("p", { class: "told", role: "status" });
  #inside = element("div", {});
  #details;

  constructor(double, number, words) {
    this.#double = double;
    this.#number = number;
    const again = element("button", { type: "button", onclick: () => this.#repeat() }, "Deliver it again");
    this.#details = element(
      "details",
      { ontoggle: () => this.#open() },
      element("summary", {}, `“${words}” `, this.#status),
      again,
      this.#told,
      this.#inside,
    );
    this.element = element("li", {}, this.#details);
  }

  show(delivery, waits) {
    this.#status.className = isAmiss(delivery, waits) ? "status failed" : "status";
    const words = inShort(delivery, waits);
    if (this.#status.textContent === words) return;
    this.#status.textContent = words;
    this.#open();
  }

  async #open() {
    if (!this.#details.open) return;
    try {
      const { body, headers, answer } = await this.#double.delivery(this.#number);
      this.#inside.replaceChildren(
        ...part("Headers", headers),
        ...part("Body", body),
        ...(answer ? part("It was answered", answer) : []),
      );
    } catch (error) {
      this.#told.textContent = error.message;
    }
  }

  async #repeat() {
    try {
      await this.#double.repeat(this.#number);
      this.#told.textContent = "It is delivered once more. The bot answers a delivery once, however often it comes.";
    } catch (error) {
      this.#told.textContent = `That did not work: ${error.message}`;
    }
  }
}

const part = (title, what) => [
  element("h3", {}, title),
  element("pre", { tabindex: "0" }, typeof what === "string" ? what : JSON.stringify(what, null, 2)),
];
