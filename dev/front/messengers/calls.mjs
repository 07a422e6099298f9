// What went between the platform and a messenger, one after the other, each to be opened.

import { element } from "./element.mjs";

const FAILED = 400;

/** A list that is closed at first; `words` are its title. */
export class Exchange {
  #list = element("ol", { class: "calls" });
  #count = element("span", {}, "0");

  constructor(words) {
    const summary = element("summary", {}, `${words}: `, this.#count);
    this.element = element("details", { class: "behind" }, summary, this.#list);
  }

  add(item) {
    this.#list.append(item);
    this.#count.textContent = String(this.#list.childElementCount);
  }

  clear() {
    this.#list.replaceChildren();
    this.#count.textContent = "0";
  }
}

/** One call or frame, with what it carries; `status` is what it was answered, if anything answers such a one. */
export const ofCall = ({ method, parameters, status }) =>
  element(
    "li",
    {},
    element(
      "details",
      {},
      element("summary", {}, element("code", {}, method), " ", status !== undefined && answered(status)),
      element("pre", { tabindex: "0" }, JSON.stringify(parameters, null, 2)),
    ),
  );

const answered = (status) =>
  element(
    "span",
    { class: status === 0 || status >= FAILED ? "status failed" : "status" },
    status === 0 ? "answer lost" : String(status),
  );
