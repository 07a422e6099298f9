// Has an SDK of WhatsApp's Cloud API check each message of the files named on the command line, and write it itself:
// it must come out the same.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { WhatsAppClient } from "@kapso/whatsapp-cloud-api";

const TO = { phoneNumberId: "1", to: "15550100142" };
let written;
const { messages } = new WhatsAppClient({
  accessToken: "none",
  fetch: async (_url, request) => {
    written = JSON.parse(request.body);
    const answer = { messaging_product: "whatsapp", contacts: [], messages: [{ id: "wamid.1" }] };
    return new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } });
  },
});

const card = ({ card_index, header, body, action }) => ({
  cardIndex: card_index,
  header,
  bodyText: body?.text,
  action: { buttons: action.buttons.map((button) => button.quick_reply) },
});
const degrees = ({ latitude, longitude, ...named }, as) => ({
  latitude: as(latitude),
  longitude: as(longitude),
  ...named,
});
const way = ({ display_text, url }) => ({ displayText: display_text, url });
const interactive = {
  button: (told, shared) =>
    messages.sendInteractiveButtons({ ...shared, buttons: told.action.buttons.map((button) => button.reply) }),
  list: ({ action }, shared) =>
    messages.sendInteractiveList({ ...shared, buttonText: action.button, sections: action.sections }),
  cta_url: ({ action }, shared) =>
    messages.sendInteractiveCtaUrl({ ...shared, parameters: way(action.parameters) }),
  carousel: ({ action }, shared) =>
    messages.sendInteractiveCarousel({ ...shared, cards: action.cards.map(card) }),
};
const send = {
  text: ({ text }) => messages.sendText({ ...TO, body: text.body, previewUrl: text.preview_url }),
  image: ({ image }) => messages.sendImage({ ...TO, image }),
  audio: ({ audio }) => messages.sendAudio({ ...TO, audio }),
  document: ({ document }) => messages.sendDocument({ ...TO, document }),
  location: async ({ location }) => {
    // It wants degrees as numbers, where Meta documents texts.
    await messages.sendLocation({ ...TO, location: degrees(location, Number) });
    written.location = degrees(written.location, (number) => number.toFixed(6));
  },
  interactive: ({ interactive: told }) =>
    interactive[told.type](told, { ...TO, bodyText: told.body.text, header: told.header }),
};

let count = 0;
for (const path of process.argv.slice(2)) {
  for (const { parameters } of JSON.parse(readFileSync(path, "utf8"))) {
    count += 1;
    try {
      await send[parameters.type](parameters);
      const { messaging_product, recipient_type, to, ...same } = written;
      if (isDeepStrictEqual(same, parameters)) continue;
      console.log(`${path}: it would write ${JSON.stringify(same)}`);
    } catch (problem) {
      console.log(`${path}: ${problem.message} ${JSON.stringify(problem.issues ?? "")}`);
    }
    process.exitCode = 1;
  }
}
console.log(`${count} messages`);
