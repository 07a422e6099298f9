/** Signing in from the chat: opens the page that the bot offers, and brings its code back into the chat.
 *
 * The page that ends a sign-in hands its code to the window that opened it. So whoever followed a link that
 * somebody else was given has no code that this chat would take.
 */

const CODE = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/u;
/** What stands in the conversation in place of the code. */
const HIDDEN = "••••";

/** Gives `open(url)`, which tells whether it opened the address; others are none of its business.
 *
 * `say(message)` says a code as the person would, once for each window; `fleeting` messages are kept nowhere.
 */
export function signIn({ window, newId, say }) {
  const { origin } = window.location;
  const opened = new Set();
  window.addEventListener("message", ({ origin: from, source, data }) => {
    const isAnswer = from === origin && opened.has(source) && data?.parley === "linked";
    if (!isAnswer || typeof data.code !== "string" || !CODE.test(data.code)) return;
    opened.delete(source);
    say({ id: newId(), text: HIDDEN, value: data.code, fleeting: true });
  });
  return {
    open: (url) => {
      if (!isOurs(url, origin)) return false;
      const page = window.open(url, "_blank");
      if (page) opened.add(page);
      return Boolean(page);
    },
  };
}

function isOurs(url, origin) {
  try {
    const address = new URL(url);
    return address.origin === origin && address.pathname.startsWith("/link/");
  } catch {
    return false;
  }
}
