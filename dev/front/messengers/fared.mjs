// What became of what somebody did, in words.

const TAKEN = (status) => status >= 200 && status < 300;

/** Whether the platform has it. */
export const isTaken = ({ tries }) => tries.some(TAKEN);

/** Whether something is to be told of it where it was said. */
export const isAmiss = (delivery, waits) => !isTaken(delivery) && (delivery.tries.length > 0 || waits);

/** In a few words; `waits`: the double was not told where to send. */
export function inShort({ tries, over }, waits) {
  if (tries.length === 0) return waits ? "waits: nobody said where to" : "on its way";
  const statuses = tries.map((status) => (status === 0 ? "no answer" : String(status)));
  if (tries.some(TAKEN)) return `✓ taken (${statuses.join(", ")})`;
  const often = tries.length > 1 ? `, tried ${tries.length} times` : "";
  return `not taken: ${statuses.at(-1)}${often}${over ? "" : ", comes again"}`;
}

const AGAIN = { words: "Nobody told its double where to send, which each start does:", commands: ["make down up"] };
const MENDS = {
  0: { words: "Nobody answered. Is the platform running?", commands: ["make up"] },
  400: { words: "The platform cannot read it. To look at it closely:", commands: ["parley capture --out calls"] },
  404: { words: "No installation of this name is deployed:", commands: ["parley channel list"] },
  413: { words: "It is larger than the platform takes.", commands: [] },
};
const LATER = { words: "The platform could not take it just then. What it logged:", commands: [".parley/logs"] };

/** What mends it, where that is known: words, and commands that go on from there. */
export function mend({ tries }, name) {
  if (tries.length === 0) return AGAIN;
  if (tries.at(-1) !== 401) return MENDS[tries.at(-1)] ?? LATER;
  const commands = ["inspect", "register"].map((verb) => `parley channel ${verb} ${name}`);
  return { words: "What proves it is not what is kept here. How that stands, and what mends it:", commands };
}
