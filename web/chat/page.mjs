/** The chat page: puts the parts together. The only module that touches the browser's globals. */

import ReconnectingWebSocket from "../vendor/partysocket/ws.js";

import { systemClock } from "./clock.mjs";
import { DirectLine } from "./direct_line.mjs";
import { identityOffice } from "./identity.mjs";
import { TEXT_CHARACTERS } from "./limits.mjs";
import { noticeIn } from "./notice.mjs";
import { Outbox, PREFIX } from "./outbox.mjs";
import { signIn } from "./sign_in.mjs";
import { Connection } from "./socket.mjs";
import { Store } from "./store.mjs";
import { inTurn, takeName, whenGone } from "./tabs.mjs";
import { ticketOffice } from "./ticket.mjs";
import { render } from "./web_chat.mjs";
import { Words, spoken } from "./words.mjs";

const element = document.getElementById("chat");
const asked = new URLSearchParams(window.location.search).get("installation");
const textLimit = Number(element.dataset.textLimit) || TEXT_CHARACTERS;
const { locks } = navigator;
const locale = spoken(navigator.language);
const words = new Words(locale);
const notice = noticeIn(document);
const store = new Store(() => window.localStorage, {
  denied: () => notice.show(words.plain.notKept, { about: "message" }),
});

document.documentElement.lang = words.language;
for (const labelled of document.querySelectorAll("[data-words]")) {
  labelled.textContent = words.plain.page[labelled.dataset.words];
}

const fetch = (...request) => window.fetch(...request);
const askTicket = ticketOffice({
  fetch,
  identityOf: identityOffice({ fetch, address: element.dataset.identity }),
  store,
  installation: asked || element.dataset.installation,
  locale: navigator.language,
  inTurn: inTurn(locks),
});

let connection = null;
let outbox = null;
let chat = null;
const directLine = new DirectLine({
  clock: systemClock,
  newId: () => crypto.randomUUID(),
  origin: window.location.origin,
  textLimit,
  words,
  page: {
    connected: () => notice.hide("connection"),
    refused: (refusal) => {
      const tryAgain = refusal.retryAfterMs > 0 ? undefined : () => connection.retry();
      notice.show(words.ofRefusal(refusal, { online: navigator.onLine }), { about: "connection", tryAgain });
    },
    adopted: (message) => chat.ready.then(() => chat.post(message)),
    notSent: (text, why) => {
      notice.show(why, { about: "message" });
      chat.write(text);
    },
    remarked: (what) => notice.show(what, { about: "message" }),
  },
  connect: (listener) => {
    connection = new Connection({ Socket: ReconnectingWebSocket, askTicket, listener, clock: systemClock });
    return connection;
  },
  outboxFor: (listener) => {
    const tab = takeName(locks, crypto.randomUUID());
    outbox = new Outbox({ store, clock: systemClock, tab, whenGone: whenGone(locks), listener });
    return outbox;
  },
});

const { open } = signIn({ window, newId: () => crypto.randomUUID(), say: (message) => chat.post(message) });
chat = render({
  WebChat: window.WebChat,
  directLine,
  element,
  locale,
  textLimit,
  onSent: () => notice.hide("message"),
  onTooLong: (count) => notice.show(words.ofTooLong(count, textLimit), { about: "message" }),
  open,
});

chat.ready.then(() => directLine.listened());
window.addEventListener("storage", ({ key }) => {
  if (key?.startsWith(PREFIX)) outbox.watch();
});
window.addEventListener("offline", () => {
  notice.show(words.ofRefusal({ status: 0 }, { online: false }), { about: "connection" });
});
window.addEventListener("online", () => {
  notice.hide("connection");
  connection.retry();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") connection.retry();
});
connection.start();
