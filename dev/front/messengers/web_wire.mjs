// The chat page's own client, once for each person of this page: tickets, socket, lines and outbox.

import ReconnectingWebSocket from "/vendor/partysocket/ws.js";

import { systemClock } from "/chat/clock.mjs";
import { resume, utterance } from "/chat/frames.mjs";
import { Lines } from "/chat/lines.mjs";
import { Outbox } from "/chat/outbox.mjs";
import { Connection } from "/chat/socket.mjs";
import { Store } from "/chat/store.mjs";
import { inTurn, takeName, whenGone } from "/chat/tabs.mjs";
import { ticketOffice } from "/chat/ticket.mjs";

const { locks } = navigator;
const tab = takeName(locks, crypto.randomUUID());
/** What lets somebody in as this visitor is not shown. */
const SECRET = ["ticket", "visitor"];
const HIDDEN = "…";

/** One person's way to one page's installation.
 *
 * Tells its `listener`: `frame({method, parameters, status?})` of all that goes over the wire; `entered()` when a
 * conversation begins on this page; `opened()` and `closed()`; `line(line)` in order; `accepted(message)`,
 * `adopted(message)`, `notSent(message, reason)`; `typing()`; `refused(refusal)`; `remarked(frame)`.
 */
export class WebWire {
  #listener;
  #store;
  #visitor;
  #connection;
  #outbox;
  #lines = null;
  #conversation = null;

  constructor({ installation, user, listener }) {
    this.#listener = listener;
    this.#visitor = `parley.visitor.${installation}`;
    this.#store = ofOne(new Store(() => window.localStorage), `messengers/${user}/`);
    const kept = { store: this.#store, clock: systemClock, tab, whenGone: whenGone(locks) };
    this.#outbox = new Outbox({ ...kept, listener: this.#posts() });
    this.#connection = new Connection({
      Socket: overheard((method, frame) => listener.frame({ method, parameters: frame })),
      askTicket: ticketOffice({
        fetch: (...request) => this.#fetched(request),
        store: this.#store,
        installation,
        locale: navigator.language,
        inTurn: (key, ask) => inTurn(locks)(`messengers/${user}/${key}`, ask),
      }),
      clock: systemClock,
      listener: this.#hears(),
    });
  }

  start() {
    this.#connection.start();
  }

  end() {
    this.#connection.end();
  }

  /** Find out whether the line still lives, or try again now. */
  retry() {
    this.#connection.retry();
  }

  say(message) {
    this.#outbox.add(message);
  }

  /** Become a visitor whom nobody knows. */
  forget() {
    this.#store.remove(this.#visitor);
    this.#connection.renew();
  }

  #posts() {
    const { accepted, adopted, notSent } = this.#listener;
    return {
      send: (message) => this.#connection.send(utterance(message)),
      stalled: () => this.#connection.renew(),
      refused: notSent,
      accepted,
      adopted,
    };
  }

  #hears() {
    return {
      opened: (conversation) => this.#opened(conversation),
      frame: (frame) => this.#frame(frame),
      closed: (code) => {
        this.#lines.closed();
        this.#outbox.closed(code);
        this.#listener.closed();
      },
      refused: (refusal) => this.#listener.refused(refusal),
    };
  }

  #opened(conversation) {
    if (conversation !== this.#conversation) this.#enter(conversation);
    this.#listener.opened();
    this.#lines.opened();
    this.#outbox.opened(conversation);
  }

  #enter(conversation) {
    if (this.#conversation !== null) this.#listener.entered();
    this.#conversation = conversation;
    this.#lines = new Lines({
      ask: (after) => this.#connection.send(resume(after)),
      show: (lines) => lines.forEach((line) => this.#show(line)),
      clock: systemClock,
    });
  }

  #show(line) {
    if (line.id) this.#outbox.said(line.id);
    this.#listener.line(line);
  }

  #frame(frame) {
    if (frame.type === "lines") this.#lines.take(frame);
    else if (frame.type === "ack") this.#outbox.acknowledged(frame.id);
    else if (frame.type === "typing") this.#listener.typing();
    else if (frame.type === "error") this.#failed(frame);
  }

  #failed(frame) {
    if (frame.code === "expired") this.#connection.renew();
    if (frame.code === "unanswered") this.#outbox.acknowledged(frame.id);
    else if (this.#outbox.failed(frame)) return;
    this.#listener.remarked(frame);
  }

  async #fetched([path, options]) {
    const answer = await fetch(path, options);
    const told = await answer.clone().json().catch(() => ({}));
    for (const name of SECRET.filter((each) => each in told)) told[name] = HIDDEN;
    this.#listener.frame({ method: `${options.method} ${path}`, status: answer.status, parameters: told });
    return answer;
  }
}

/** A socket that tells of each frame. */
const overheard = (tell) =>
  class extends ReconnectingWebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => said("←", data, tell));
    }

    send(data) {
      said("→", data, tell);
      super.send(data);
    }
  };

function said(way, data, tell) {
  const frame = JSON.parse(data);
  tell(`${way} ${frame.type}`, frame);
}

/** A part of a store, as if it were all of it. */
const ofOne = (store, prefix) => ({
  read: (key) => store.read(prefix + key),
  write: (key, value) => store.write(prefix + key, value),
  remove: (key) => store.remove(prefix + key),
  keys: (begin) => store.keys(prefix + begin).map((key) => key.slice(prefix.length)),
});
