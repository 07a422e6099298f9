/** What the page says to a person when something is not as it should be: what it is, then what to do. */

import { en } from "./words/en.mjs";
import { es } from "./words/es.mjs";

const DICTIONARIES = { __proto__: null, en, es };
const DEFAULT = "en-US";

/** Gives the locale that the page speaks: the browser's where we know its language, English otherwise. */
export const spoken = (locale) => (languageOf(locale) in DICTIONARIES ? locale : DEFAULT);

/** The page's words in the language of a locale. */
export class Words {
  #locale;
  #words;

  constructor(locale) {
    this.#locale = spoken(locale);
    this.#words = DICTIONARIES[this.language];
  }

  get language() {
    return languageOf(this.#locale);
  }

  /** Gives the whole dictionary, for what is said as it stands there. */
  get plain() {
    return this.#words;
  }

  /** Says why there is no ticket. `online` is what the browser believes of its network. */
  ofRefusal({ status }, { online = true } = {}) {
    if (status === 0 && !online) return this.#words.offline;
    return this.#words.noTicket[status] ?? this.#words.trouble;
  }

  /** Says why a message was not sent; in the platform's own words where we have none for it. */
  ofRefusedMessage({ code, message }) {
    return this.#words.errors[code] ?? (message || this.#words.notSent);
  }

  /** Says how long a text is and how long it may be. */
  ofTooLong(count, limit) {
    return this.#words.tooLong(count.toLocaleString(this.#locale), limit.toLocaleString(this.#locale));
  }

  /** Says what an error of the platform is about that belongs to no waiting message. */
  ofError({ code, message }) {
    return this.#words.errors[code] ?? (message || this.#words.wrong);
  }
}

const languageOf = (locale) => String(locale).toLowerCase().split("-")[0];
