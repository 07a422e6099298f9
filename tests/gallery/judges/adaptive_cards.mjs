// Reads each Adaptive Card of the files named on the command line with Microsoft's own renderer, as of the version
// that the card names.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { AdaptiveCard, SerializationContext, Version } = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js");

function problems(content) {
  const context = new SerializationContext(Version.parse(content.version, new SerializationContext()));
  const card = new AdaptiveCard();
  card.parse(content, context);
  const parsed = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  return [...parsed, ...card.validateProperties().validationEvents.map((event) => event.message)];
}

let cards = 0;
for (const path of process.argv.slice(2)) {
  const calls = JSON.parse(readFileSync(path, "utf8"));
  const attachments = calls.flatMap((call) => call.parameters.attachments ?? []);
  for (const { contentType, content } of attachments) {
    if (contentType !== "application/vnd.microsoft.card.adaptive") continue;
    cards += 1;
    for (const problem of problems(content)) {
      console.log(`${path}: ${problem}`);
      process.exitCode = 1;
    }
  }
}
console.log(`${cards} cards`);
