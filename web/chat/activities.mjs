/** Turns the lines of a conversation into what Web Chat draws: Activity objects.
 *
 * A bot's text is text: `textFormat` is plain, and nothing in it is read as markdown or HTML. What would load
 * from another origin becomes a link the person may follow.
 * Source: https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md
 */

export const PERSON = "person";
/** Screen readers are told its name while it types. */
const botIn = (words) => ({ id: "bot", name: words.bot, role: "bot" });

/** What has no line yet stands after all lines, which stand by their number. */
const AFTER_ALL_LINES = 1_000_000_000;
export const afterAllLines = (count) => AFTER_ALL_LINES + count;

/** Gives the activities of a line: one for each part, the choices as buttons under the last.
 *
 * `sequence` is its place on the page; `conversation` keeps the ids of two conversations apart; `origin` is the
 * page's own, `words` is its dictionary.
 */
export function ofLine(line, { conversation, origin, sequence, words, clientActivityID }) {
  if (line.who === PERSON) {
    const message = { id: line.id, text: line.text ?? "", at: line.at };
    return [ofPerson(message, { sequence, clientActivityID })];
  }
  const parts = ofParts(Array.isArray(line.parts) ? line.parts : [], { origin, words });
  return parts.map((part, index) => ({
    ...part,
    id: `${conversation}/${line.seq}/${index}`,
    type: "message",
    from: botIn(words),
    textFormat: "plain",
    timestamp: line.at,
    channelData: { "webchat:sequence-id": sequence + index / 10_000 },
  }));
}

/** Gives a person's message. Without its `clientActivityID` Web Chat would hold that it never arrived. */
export const ofPerson = ({ id, text, at }, { sequence, clientActivityID }) => ({
  id,
  type: "message",
  from: { id: PERSON, role: "user" },
  text,
  textFormat: "plain",
  timestamp: at,
  channelData: { "webchat:sequence-id": sequence, ...(clientActivityID ? { clientActivityID } : {}) },
});

/** Shows that the bot is at work, until a message of it that stands further down, or until patience ends. */
export const typing = ({ sequence, words }) => ({
  id: "typing",
  type: "typing",
  from: botIn(words),
  channelData: { "webchat:sequence-id": sequence },
});

/** Says something in the bot's place that is no line of the conversation. */
export const remark = ({ id, text, at }, { sequence, words }) => ({
  id,
  type: "message",
  from: botIn(words),
  text,
  textFormat: "plain",
  timestamp: at,
  channelData: { "webchat:sequence-id": sequence },
});

/** Tells whether a line says that more is coming, and nothing after it. */
export const isGoingOn = (line) => Array.isArray(line.parts) && line.parts.at(-1)?.kind === "typing";

function ofParts(parts, page) {
  const shown = parts.filter(({ kind }) => !UNSEEN.has(kind)).map((part) => ofPart(part, page));
  const choices = parts.filter(({ kind }) => kind === "choices").flatMap((part) => part.choices ?? []);
  if (choices.length === 0) return shown;
  const last = shown.pop() ?? { text: "" };
  return [...shown, { ...last, suggestedActions: { actions: choices.map(button), to: [] } }];
}

function ofPart(part, page) {
  const draw = DRAWN[part.kind];
  return draw ? draw(part, page) : { text: page.words.cannotShow(part.kind) };
}

/** What stands below something else, and what is over once it can be seen. */
const UNSEEN = new Set(["choices", "typing"]);

const DRAWN = {
  __proto__: null,
  text: ({ text, speech }) => ({ text, ...(speech ? { speak: speech } : {}) }),
  card: (part, { origin }) => ({ attachments: [heroCard(part, origin)] }),
  carousel: ({ cards }, { origin }) => ({
    attachmentLayout: "carousel",
    attachments: (cards ?? []).map((card) => heroCard(card, origin)),
  }),
  image: ({ url, alt }, { origin }) => media({ url, name: alt, type: "image/*", origin }),
  audio: ({ url, name }, { origin }) => media({ url, name, type: "audio/mpeg", origin }),
  file: ({ url, name }) => link({ url, name }),
  location: ({ latitude, longitude, name }) => ({
    text: name ? `${name} (${latitude}, ${longitude})` : `${latitude}, ${longitude}`,
  }),
  login: (part, { words }) => (isWebAddress(part.url) ? { attachments: [invitation(part, words)] } : { text: part.text }),
};

/** A button that says its label and sends its value. */
const button = ({ label, value }) => ({ type: "messageBack", title: label, text: label, displayText: label, value });

function heroCard({ title, subtitle, image, buttons }, origin) {
  // Without words of its own a picture would be told as its address.
  const images = image && isOwn(image, origin) ? [{ url: image, alt: title }] : [];
  const content = { title, subtitle, images, buttons: (buttons ?? []).map(button) };
  return { contentType: "application/vnd.microsoft.card.hero", content };
}

const invitation = ({ url, text, label }, words) => ({
  contentType: "application/vnd.microsoft.card.hero",
  content: { text, buttons: [{ type: "openUrl", title: label || words.signIn, value: url }] },
});

const media = ({ url, name, type, origin }) =>
  isOwn(url, origin)
    ? { attachments: [{ contentType: type, contentUrl: url, name: name ?? "" }] }
    : link({ url, name });

/** A download link: nothing is loaded before the person follows it. */
function link({ url, name }) {
  const label = name || lastOf(url);
  if (!isWebAddress(url)) return { text: label };
  return { attachments: [{ contentType: "application/octet-stream", contentUrl: url, name: label }] };
}

const lastOf = (url) => String(url).split(/[?#]/u)[0].split("/").filter(Boolean).at(-1) ?? "file";

const isOwn = (url, origin) => parsed(url, origin)?.origin === origin || /^data:(image|audio)\//u.test(url);

const isWebAddress = (url) => /^https?:$/u.test(parsed(url)?.protocol ?? "");

function parsed(url, base) {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
}
