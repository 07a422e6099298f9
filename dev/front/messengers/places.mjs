// Where the person of a phone is: alone with the bot, or in a group.

import { element } from "./element.mjs";

const ALONE = "alone";
const ANOTHER = "another";
const GROUP = "group/";

export class Places {
  #go;
  #groups = [];
  #now = null;
  #select;
  #name;
  #form;

  /** `go(group)` is called when somebody goes to a group, or with null to be alone with the bot. */
  constructor(title, go) {
    this.#go = go;
    this.#select = element("select", { "aria-label": `Where you are on ${title}`, onchange: () => this.#chosen() });
    this.#name = element("input", {
      name: "group",
      autocomplete: "off",
      required: true,
      maxlength: "40",
      placeholder: "Trip to London",
      "aria-label": `Name of the group on ${title}`,
      onkeydown: (event) => event.key === "Escape" && this.#back(),
    });
    this.#form = element(
      "form",
      { hidden: true, onsubmit: (event) => this.#named(event) },
      this.#name,
      element("button", {}, "Go there"),
    );
    this.element = element("div", { class: "places" }, this.#select, this.#form);
    this.know([]);
  }

  /** There are these groups. */
  know(groups) {
    this.#groups = [...new Set([...groups, ...(this.#now === null ? [] : [this.#now])])];
    this.#draw();
  }

  #draw() {
    this.#select.replaceChildren(
      element("option", { value: ALONE }, "Alone with the bot"),
      ...this.#groups.map((group) => element("option", { value: GROUP + group }, `In “${group}”`)),
      element("option", { value: ANOTHER }, "In another group …"),
    );
    this.#select.value = this.#now === null ? ALONE : GROUP + this.#now;
    this.#form.hidden = true;
  }

  #chosen() {
    this.#form.hidden = this.#select.value !== ANOTHER;
    if (!this.#form.hidden) this.#name.focus();
    else this.#goTo(this.#select.value === ALONE ? null : this.#select.value.slice(GROUP.length));
  }

  #named(event) {
    event.preventDefault();
    const name = this.#name.value.trim();
    this.#name.value = "";
    if (name) this.#goTo(name);
  }

  #back() {
    this.#draw();
    this.#select.focus();
  }

  #goTo(group) {
    this.#now = group;
    this.know(this.#groups);
    this.#go(group);
  }
}
