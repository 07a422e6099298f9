/** What the page says to a person when something is not as it should be: what it is, then what to do. */

const TICKET = new Map([
  [0, "There is no connection to the chat. The page tries again by itself; what you write is kept."],
  [400, "The chat could not be opened: this page asked for it wrongly. Reload the page."],
  [401, "The chat could not be opened: your sign-in is no longer valid. Sign in again, then reload the page."],
  [403, "The chat could not be opened: it is not allowed on this web address. Whoever runs this page can allow it."],
  [404, "The chat could not be opened: there is none under this name. Whoever runs this page can set it up."],
  [429, "The chat is very busy. The page tries again by itself in a moment; what you write is kept."],
]);
const TROUBLE = "The chat has a problem. The page tries again by itself; what you write is kept.";

/** Says why there is no ticket. `online` is what the browser believes of its network. */
export function ofRefusal({ status }, { online = true } = {}) {
  if (status === 0 && !online) return "You are offline. The page connects when you are back; what you write is kept.";
  return TICKET.get(status) ?? TROUBLE;
}

/** Says why a message was not sent, when the platform did not say it in its own words. */
export function ofRefusedMessage({ code, message }) {
  return message || NOT_SENT.get(code) || "Your message could not be sent.";
}

const NOT_SENT = new Map([
  ["empty", "There was nothing to send."],
  ["too_long", "Your message is too long to be sent. Shorten it and send it again."],
  ["too_old", "A message of more than a day ago could not be sent since. Send it again if it still matters."],
  ["moved", "A new conversation has begun. A message you wrote before that was not sent."],
]);

/** Says how long a text is and how long it may be. */
export const ofTooLong = (count, limit) =>
  `Your message has ${count.toLocaleString("en")} characters; ${limit.toLocaleString("en")} is the most. ` +
  "Shorten it and send it again.";

/** Says what an error of the platform is about that belongs to no waiting message. */
export const ofError = ({ message }) => message || "Something went wrong. Try again.";
