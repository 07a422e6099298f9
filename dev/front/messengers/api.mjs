// What the page asks of the doubles, through the local front.

export class Refused extends Error {}

async function json(answer) {
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(told.error ?? told.message ?? `The answer was ${answer.status}.`);
  return told;
}

const get = (path, signal) => fetch(path, { signal }).then(json);
const send = (method, path, body, signal) =>
  fetch(path, {
    method,
    signal,
    headers: { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  }).then(json);

/** Every page and messenger that is installed: its name and channel, and what people can do there. */
export const channels = async () => (await get("channels")).channels;

/** What happened since, by messenger; `asked` says of each its chat, how many calls and changes are known. */
export const news = (asked, signal) => send("POST", "news", asked, signal);

/** One messenger's double. */
export function double(name) {
  const at = `${encodeURIComponent(name)}/_dev`;
  return {
    say: (deed) => send("POST", `${at}/say`, deed),
    chats: async () => (await get(`${at}/chats`)).chats,
    since: (chat, after) => get(`${at}/chats/${encodeURIComponent(chat)}?after=${after}`),
    delivery: (number) => get(`${at}/deliveries/${number}`),
    repeat: (delivery) => send("POST", `${at}/repeat`, { delivery }),
    fail: (fault) => send("POST", `${at}/faults`, fault),
    mend: () => send("DELETE", `${at}/faults`),
    leave: (chat, left) => send("POST", `${at}/leave`, { chat, left }),
    window: (user, open) => send("POST", `${at}/window`, { user, open }),
  };
}
