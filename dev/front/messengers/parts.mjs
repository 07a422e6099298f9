// What a line of the web chat shows, in the form that all phones share.

/** What is shown of a bot's parts; `own` gives an address in full where it is of this site, else nothing. */
export function ofParts(parts, { own, words }) {
  const seen = parts.filter(({ kind }) => kind !== "choices" && kind !== "typing");
  const shown = seen.map((part) => ofPart(part, { own, words }));
  const buttons = parts.flatMap((part) => (part.kind === "choices" ? (part.choices ?? []) : []));
  if (buttons.length === 0) return shown;
  const last = shown.pop() ?? text("");
  return [...shown, { ...last, buttons: [...last.buttons, ...buttons] }];
}

const ofPart = (part, page) => SHOWN[part.kind]?.(part, page) ?? text(page.words.cannotShow(part.kind));

const text = (words, buttons = []) => ({ kind: "text", text: words, buttons });

const card = ({ title, subtitle, image, buttons }, { own }) => ({
  kind: "card",
  title,
  text: subtitle ?? "",
  image: image && own(image),
  buttons: buttons ?? [],
});

const file = (kind, { url, name }, { own }) => ({ kind, text: "", url: own(url) ?? url, name, buttons: [] });

const SHOWN = {
  __proto__: null,
  text: (part) => text(part.text),
  card,
  carousel: ({ cards }, page) => ({
    kind: "carousel",
    text: "",
    buttons: [],
    cards: (cards ?? []).map((each) => card(each, page)),
  }),
  // As on the chat page: nothing is loaded from elsewhere before the person follows it.
  image: ({ url, alt }, page) =>
    page.own(url)
      ? { kind: "image", text: alt ?? "", image: page.own(url), buttons: [] }
      : file("file", { url, name: alt }, page),
  audio: (part, page) => file("audio", part, page),
  file: (part, page) => file("file", part, page),
  location: ({ latitude, longitude, name }) => ({
    kind: "location",
    text: "",
    name: name ? `${name} (${latitude}, ${longitude})` : `${latitude}, ${longitude}`,
    buttons: [],
  }),
  login: (part, { words }) => text(part.text, part.url ? [{ label: part.label || words.signIn, url: part.url }] : []),
};
