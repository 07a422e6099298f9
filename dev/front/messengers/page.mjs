// Puts every messenger on the page, and listens to all of them at once.

import { channels, news } from "./api.mjs";
import { Phone } from "./phone.mjs";

const AGAIN_MS = 1000;
const place = document.getElementById("phones");
const notice = document.getElementById("notice");
const user = document.getElementById("user");
const text = document.getElementById("text");

let phones = [];
let listening = new AbortController();

/** Listen anew, for there is another chat or another person. */
function listen() {
  listening.abort();
  listening = new AbortController();
  hear(listening.signal);
}

async function hear(signal) {
  while (!signal.aborted) {
    const chatting = phones.filter((phone) => phone.chat !== null);
    if (chatting.length === 0) return;
    const asked = chatting.map((phone) => [phone.name, { chat: phone.chat, after: phone.known }]);
    try {
      const told = await news(Object.fromEntries(asked), signal);
      if (signal.aborted) return;
      for (const phone of chatting) if (told[phone.name]) phone.show(told[phone.name]);
      notice.textContent = "";
    } catch {
      if (signal.aborted) return;
      notice.textContent = "The doubles do not answer. Is Parley running?";
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

async function begin() {
  place.setAttribute("aria-busy", "true");
  try {
    const installed = await channels();
    phones = installed.map((about) => new Phone(about, { user: user.value, told: listen }));
    place.replaceChildren(...phones.map((phone) => phone.element));
    await Promise.all(phones.map((phone) => phone.begin()));
  } catch (error) {
    notice.textContent = error.message;
  }
  place.setAttribute("aria-busy", "false");
}

user.value = new URLSearchParams(location.search).get("user") ?? "Ada";
user.addEventListener("change", () => {
  history.replaceState(null, "", `?user=${encodeURIComponent(user.value)}`);
  begin();
});
document.getElementById("everywhere").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!text.value.trim()) return;
  for (const phone of phones) phone.does({ text: text.value });
  text.value = "";
});
begin();
