// A company whose employees sign in to Parley: an OpenID Connect provider, for this machine alone.
//
// node dev/company/server.mjs --port PORT --client ID --redirect URI, with the client's secret in CLIENT_SECRET.
// Its one client is the user pool. Keys are made anew at each start; nothing outlives the process.

import { generateKeyPair, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { promisify, parseArgs } from "node:util";

import { Provider, errors } from "oidc-provider";

import { consentPage, gonePage, loginPage } from "./pages.mjs";

const HOST = "127.0.0.1";
const MOST_BYTES = 4096;

const { values: given } = parseArgs({
  options: {
    port: { type: "string" },
    client: { type: "string" },
    redirect: { type: "string" },
    home: { type: "string" }, // the platform's folder; tells its processes from others
  },
});

const people = JSON.parse(await readFile(new URL("people.json", import.meta.url), "utf8"));

function claimsOf(email) {
  const { name } = people.find((person) => person.email === email);
  return { sub: email, email, email_verified: true, name };
}

async function configuration() {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "corp-1" };
  return {
    clients: [
      {
        client_id: given.client,
        client_name: "Parley",
        client_secret: process.env.CLIENT_SECRET,
        redirect_uris: [given.redirect],
        response_types: ["code"],
        // The one way in which Cognito shows a client's secret.
        // Source: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    // The emulator reads the ID token alone; by default what scopes bring stands in userinfo only.
    conformIdTokenClaims: false,
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, email) =>
      people.some((person) => person.email === email)
        ? { accountId: email, claims: () => claimsOf(email) }
        : undefined,
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: [key] },
    // Cognito shows no challenge to other providers, nor does the emulator; whoever shows one is held to it.
    pkce: { required: () => false },
  };
}

const provider = new Provider(`http://${HOST}:${given.port}`, await configuration());
const standard = provider.callback();

async function interact(request, response) {
  const asked = await provider.interactionDetails(request, response);
  if (request.method !== "POST") return show(response, pageOf(asked));
  const form = await formOf(request);
  const result = await resultOf(asked, form);
  if (result === undefined) return show(response, loginPage({ failed: true, email: form.get("email") ?? "" }));
  const { name } = asked.prompt;
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: name === "consent" });
}

function pageOf({ prompt, session, params }) {
  if (prompt.name === "login") return loginPage({ failed: false });
  return consentPage({ client: "Parley", email: session.accountId, scopes: params.scope.split(" ") });
}

// What the person decided; undefined where the password is wrong.
async function resultOf(asked, form) {
  if (form.get("do") === "cancel") {
    return { error: "access_denied", error_description: "the person did not want to" };
  }
  if (asked.prompt.name === "consent") return { consent: { grantId: await granted(asked) } };
  const known = people.find((each) => each.email === form.get("email") && each.password === form.get("password"));
  return known && { login: { accountId: known.email } };
}

async function granted({ session, params, prompt, grantId }) {
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope((prompt.details.missingOIDCScope ?? []).join(" "));
  return grant.save();
}

async function formOf(request) {
  let text = "";
  for await (const piece of request) {
    text += piece;
    if (text.length > MOST_BYTES) throw new errors.InvalidRequest("form too large");
  }
  return new URLSearchParams(text);
}

function show(response, page, status = 200) {
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
  });
  response.end(page);
}

const server = createServer((request, response) => {
  if (!request.url.startsWith("/interaction/")) return standard(request, response);
  return interact(request, response).catch((error) => {
    if (!(error instanceof errors.OIDCProviderError)) console.error(error);
    show(response, gonePage(), 400);
  });
});

for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => process.exit(0));
server.listen(Number(given.port), HOST);
