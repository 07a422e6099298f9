// Puts every messenger on the page, and listens to all of them at once.

import { channels, news } from "./api.mjs";
import { Phone, titleOf } from "./phone.mjs";
import { WebPhone } from "./web_phone.mjs";

const AGAIN_MS = 1000;
const NOT_THERE = "Parley does not answer. Is it running? This page asks again.";
const place = document.getElementById("phones");
const notice = document.getElementById("notice");
const user = document.getElementById("user");
const text = document.getElementById("text");

let phones = [];
let listening = new AbortController();
let living = new AbortController();

const pause = () => new Promise((resolve) => setTimeout(resolve, AGAIN_MS));

/** Listen anew, for there is another chat or another person. */
function listen() {
  listening.abort();
  listening = new AbortController();
  hear(listening.signal);
}

async function hear(signal) {
  while (!signal.aborted) {
    const asking = phones.map((phone) => [phone, phone.asks()]).filter(([, asks]) => asks !== null);
    if (asking.length === 0) return;
    try {
      const told = await news(Object.fromEntries(asking.map(([{ name }, asks]) => [name, asks])), signal);
      if (signal.aborted) return;
      notice.textContent = "";
      const silent = asking.filter(([phone]) => told[phone.name] && phone.hear(told[phone.name]));
      if (silent.length > 0) await pause();
    } catch {
      if (signal.aborted) return;
      notice.textContent = NOT_THERE;
      await pause();
    }
  }
}

const made = (about, installed) => {
  const options = { title: titleOf(about, installed), user: user.value.trim(), told: listen };
  return about.channel === "web" ? new WebPhone(about, options) : new Phone(about, options);
};

/** Every phone of this person; a double that is not there yet is asked for until it is. */
async function begin() {
  living.abort();
  living = new AbortController();
  const { signal } = living;
  for (const phone of phones) phone.end();
  place.setAttribute("aria-busy", "true");
  const installed = await whenThere(signal);
  if (signal.aborted) return;
  phones = installed.map((about) => made(about, installed));
  place.replaceChildren(...phones.map((phone) => phone.element));
  await Promise.allSettled(phones.map((phone) => phone.begin()));
  if (signal.aborted) return;
  place.setAttribute("aria-busy", "false");
  bringBack(signal);
}

/** What is installed, as soon as the platform says it. */
async function whenThere(signal) {
  while (!signal.aborted) {
    try {
      const installed = await channels();
      notice.textContent = "";
      return installed;
    } catch {
      notice.textContent = NOT_THERE;
      await pause();
    }
  }
  return [];
}

/** Put the phones in place whose doubles were not there. */
async function bringBack(signal) {
  while (!signal.aborted && phones.some((phone) => phone.isSilent)) {
    await pause();
    const installed = await whenThere(signal);
    if (signal.aborted) return;
    for (const about of installed.filter((each) => !each.silent)) await bringBackOne(about, installed);
  }
}

async function bringBackOne(about, installed) {
  const at = phones.findIndex((phone) => phone.name === about.name && phone.isSilent);
  if (at < 0) return;
  const phone = made(about, installed);
  phones[at].element.replaceWith(phone.element);
  phones[at] = phone;
  await phone.begin();
}

user.value = new URLSearchParams(location.search).get("user") ?? "Ada";
let before = user.value;
user.addEventListener("change", () => {
  user.value = user.value.trim() || before;
  if (user.value === before) return;
  before = user.value;
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
