/** The adapter Web Chat talks to: its DirectLineJS interface over Parley's frames.
 *
 * Source: https://github.com/microsoft/BotFramework-WebChat/blob/main/docs/API.md (the `directLine` prop).
 */

import { PERSON, afterAllLines, isGoingOn, ofLine, ofPerson, remark, typing } from "./activities.mjs";
import { resume, utterance } from "./frames.mjs";
import { fitsTheWire, refusalOf } from "./limits.mjs";
import { Lines } from "./lines.mjs";
import { Subject } from "./observable.mjs";

const ONLINE = 2;
/** What was said longer ago is not going on any more. */
const FRESH_MS = 30_000;

/** One page's chat.
 *
 * `connect(listener)` gives a `Connection`, `outboxFor(listener)` an `Outbox`. `page` is told what Web Chat has
 * no place for: `connected()`, `refused(refusal)`, `notSent(text, why)`, `adopted(message)`, `remarked(what)`.
 * `words` are the page's `Words`.
 *
 * For Web Chat it is always online: told otherwise, it shows messages under way as failed and ignores new ones.
 * Ours are kept, and sent when there is a connection.
 */
export class DirectLine {
  activity$ = new Subject();
  connectionStatus$ = new Subject({ last: ONLINE });
  #connection;
  #outbox;
  #page;
  #clock;
  #newId;
  #origin;
  #textLimit;
  #words;
  #conversation = null;
  #lines = null;
  #posts = new Map();
  #unsaid = new Map();
  #hasAccepted = new Set();
  #early = [];
  #drawn = 0;
  #before = 0;
  #place = 0;

  constructor({ connect, outboxFor, page, clock, newId, origin, textLimit, words }) {
    this.#page = page;
    this.#clock = clock;
    this.#newId = newId;
    this.#origin = origin;
    this.#textLimit = textLimit;
    this.#words = words;
    this.#outbox = outboxFor({
      send: (message) => this.#connection.send(utterance(message)),
      adopted: (message) => this.#page.adopted(message),
      accepted: (message) => this.#accepted(message),
      refused: (message, reason) => this.#notSent(message, reason),
      stalled: () => this.#connection.renew(),
    });
    this.#connection = connect({
      opened: (conversation) => this.#opened(conversation),
      frame: (frame) => this.#frame(frame),
      closed: (code) => this.#closed(code),
      refused: (refusal) => this.#page.refused(refusal),
    });
  }

  /** Keeps and sends what a person said or pressed; gives the message's id once the platform has it. */
  postActivity(activity) {
    const post = new Subject();
    // Web Chat subscribes to what this returns, so the answer must come later.
    queueMicrotask(() => this.#post(activity, post));
    return post;
  }

  /** Web Chat listens from now on: draws what came before it did. */
  listened() {
    const early = this.#early ?? [];
    this.#early = null;
    for (const activity of early) this.#draw(activity);
  }

  /** Gives the place after everything drawn so far, for what has no line yet. */
  last() {
    this.#drawn += 1;
    return afterAllLines(this.#drawn);
  }

  /** Web Chat is done with it. */
  end() {
    this.#connection.end();
  }

  #post(activity, post) {
    const { type, text = "", value, channelData } = activity;
    if (type !== "message") return post.error(new Error(`the platform takes no activity of type ${type}`));
    const { id = this.#newId(), fleeting } = channelData.parley ?? {};
    const chosen = typeof value === "string" ? { value } : {};
    const message = { id, text: text.trim(), ...chosen, ...(fleeting ? { fleeting } : {}) };
    const code = refusalOf(message.text, this.#textLimit) ?? (fitsTheWire(utterance(message)) ? null : "too_long");
    this.#posts.set(id, { clientActivityID: channelData.clientActivityID, post });
    if (code) return this.#notSent({ ...message, at: this.#clock.now() }, { code });
    return this.#hasAccepted.has(id) ? this.#confirm(id) : this.#outbox.add(message);
  }

  #opened(conversation) {
    if (conversation !== this.#conversation) this.#enter(conversation);
    this.#page.connected();
    this.#lines.opened();
    this.#outbox.opened(conversation);
  }

  #enter(conversation) {
    this.#lines?.closed();
    this.#before += this.#lines ? this.#lines.shown + 1 : 0;
    this.#place = this.#before;
    this.#conversation = conversation;
    this.#unsaid.clear();
    this.#lines = new Lines({
      ask: (after) => this.#connection.send(resume(after)),
      show: (lines) => lines.forEach((line) => this.#show(line)),
      clock: this.#clock,
    });
  }

  #closed(code) {
    this.#lines.closed();
    this.#outbox.closed(code);
  }

  #frame(frame) {
    if (frame.type === "lines") this.#lines.take(frame);
    else if (frame.type === "ack") this.#outbox.acknowledged(frame.id);
    else if (frame.type === "typing") this.#drawTyping();
    else if (frame.type === "error") this.#failed(frame);
  }

  #show(line) {
    const { clientActivityID } = this.#posts.get(line.id) ?? {};
    if (line.who === PERSON) {
      this.#outbox.said(line.id);
      this.#overtaken(line);
    }
    this.#place = this.#before + line.seq;
    const words = this.#words.plain;
    const about = { conversation: this.#conversation, origin: this.#origin, sequence: this.#place, words };
    for (const activity of ofLine(line, { ...about, clientActivityID })) this.#draw(activity);
    if (isGoingOn(line) && this.#clock.now() - Date.parse(line.at) < FRESH_MS) this.#drawTyping();
  }

  /** Moves messages that were accepted before this line's, and have none yet, above it: order is theirs. */
  #overtaken(line) {
    if (!this.#unsaid.has(line.id)) return;
    for (const [id, message] of this.#unsaid) {
      this.#unsaid.delete(id);
      if (id === line.id) return;
      this.#drawPerson(message, this.#between());
    }
  }

  #accepted(message) {
    this.#hasAccepted.add(message.id);
    this.#unsaid.set(message.id, message);
    this.#drawPerson(message, this.last());
    this.#drawTyping();
    this.#confirm(message.id);
  }

  #confirm(id) {
    const { post } = this.#posts.get(id) ?? {};
    post?.next(id);
    post?.complete();
  }

  #failed(frame) {
    if (frame.code === "expired") this.#connection.renew();
    // It was taken in and then not answered: for the outbox that is an acknowledgement.
    if (frame.code === "unanswered") this.#outbox.acknowledged(frame.id);
    else if (this.#outbox.failed(frame)) return;
    const message = this.#unsaid.get(frame.id);
    if (message) this.#answerWith(this.#words.ofError(frame), message);
    else if (!frame.retry || frame.code === "unanswered") this.#page.remarked(this.#words.ofError(frame));
  }

  /** Says the platform's apology under the message it is about, where a line will stand later. */
  #answerWith(words, message) {
    this.#unsaid.delete(message.id);
    this.#drawPerson(message, this.#between());
    const apology = { id: `${message.id}/unanswered`, text: words, at: this.#now() };
    this.#draw(remark(apology, { sequence: this.#between(), words: this.#words.plain }));
  }

  #notSent(message, reason) {
    const posted = this.#posts.get(message.id);
    if (posted) {
      this.#drawPerson(message, this.#between());
      posted.post.error(new Error(`not sent: ${reason.code}`));
    }
    this.#page.notSent(message.fleeting ? "" : message.text, this.#words.ofRefusedMessage(reason));
  }

  #drawPerson(message, sequence) {
    const { clientActivityID } = this.#posts.get(message.id) ?? {};
    const said = { ...message, at: new Date(message.at).toISOString() };
    this.#draw(ofPerson(said, { sequence, clientActivityID }));
  }

  /** Web Chat goes by position: what stands after a "typing" ends it, so it stands before the next line. */
  #drawTyping() {
    this.#draw(typing({ sequence: this.#between(), words: this.#words.plain }));
  }

  #draw(activity) {
    if (this.#early) this.#early.push(activity);
    else this.activity$.next(activity);
  }

  /** Gives the place under the line drawn last, above the one that comes next. */
  #between() {
    this.#drawn += 1;
    return this.#place + 0.5 + this.#drawn * 1e-6;
  }

  #now() {
    return new Date(this.#clock.now()).toISOString();
  }
}
