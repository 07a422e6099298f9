/** Shows every line of a conversation once and in order, whatever the wire repeats, swaps or loses. */

const GAP_MS = 1_000;
const ANSWER_MS = 5_000;
const LONGEST_MS = 30_000;

/** One conversation's lines on this page.
 *
 * `ask(after)` sends a `resume`, `show(lines)` gets the lines that are due. A line is due when the one before
 * it was shown; later ones are held, and after a second of waiting the missing ones are asked for. A number is
 * skipped only when the platform says (`pruned_to`) that its line no longer exists.
 */
export class Lines {
  #ask;
  #show;
  #clock;
  #shown = 0;
  #held = new Map();
  #asked = 0;
  #waiting = null;
  #answered = true;
  #open = false;

  constructor({ ask, show, clock }) {
    this.#ask = ask;
    this.#show = show;
    this.#clock = clock;
  }

  /** The number of the last line shown. */
  get shown() {
    return this.#shown;
  }

  /** The connection is there: asks for what was missed while it was not. */
  opened() {
    this.#open = true;
    this.#asked = 0;
    this.#askNow();
  }

  /** The connection is gone: nothing can be asked for. */
  closed() {
    this.#open = false;
    this.#rest();
  }

  /** Takes a `lines` frame: pushed, or the answer to a `resume`, which repeats what it was asked `after`.
   *
   * What is pushed while an answer is due says nothing of what else is missing.
   */
  take({ lines, more = false, pruned_to: prunedTo = 0, after = null }) {
    if (after !== null) this.#answered = true;
    for (const line of lines) if (line.seq > this.#shown) this.#held.set(line.seq, line);
    const progressed = this.#release(prunedTo);
    if (progressed) this.#asked = 0;
    if (more && progressed) this.#askNow();
    else if (more || this.#held.size > 0) this.#askWithin(GAP_MS * 2 ** this.#asked);
    else if (this.#answered) this.#rest();
  }

  #release(prunedTo) {
    const before = this.#shown;
    const due = [];
    while (this.#held.has(this.#shown + 1) || this.#shown < prunedTo) {
      this.#shown += 1;
      if (this.#held.has(this.#shown)) due.push(this.#held.get(this.#shown));
      this.#held.delete(this.#shown);
    }
    if (due.length > 0) this.#show(due);
    return this.#shown > before;
  }

  #askNow() {
    if (!this.#open) return;
    this.#rest();
    this.#answered = false;
    this.#ask(this.#shown);
    this.#askWithin(ANSWER_MS * 2 ** this.#asked);
    this.#asked += 1;
  }

  #askWithin(delayMs) {
    const dueAt = this.#clock.now() + Math.min(delayMs, LONGEST_MS);
    if (!this.#open || (this.#waiting && this.#waiting.dueAt <= dueAt)) return;
    this.#rest();
    this.#waiting = { dueAt, cancel: this.#clock.after(dueAt - this.#clock.now(), () => this.#askNow()) };
  }

  #rest() {
    this.#waiting?.cancel();
    this.#waiting = null;
  }
}
