// Talks to the browser about passkeys: signing in, confirming, and adding one.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const signs = { "+": "-", "/": "_", "=": "" };
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/[+/=]/g, (one) => signs[one]);
const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

// A sentence from the server, for the reader.
class Said extends Error {}

async function send(path, block, fields) {
  const pending = document.querySelector("input[name=pending]");
  const body = new URLSearchParams({ form_token: block.dataset.token, ...(pending && { pending: pending.value }), ...fields });
  const response = await fetch(path + (block.dataset.query || ""), { method: "POST", body });
  const told = await response.json().catch(() => ({}));
  if (response.ok) return told;
  throw told.error ? new Said(told.error) : new Error(response.status);
}

// An answer as it is sent.
function written(credential) {
  const answer = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) answer[part] = text(credential.response[part]);
  }
  if (credential.response.getTransports) answer.transports = credential.response.getTransports();
  const { id, type } = credential;
  const clientExtensionResults = credential.getClientExtensionResults();
  return JSON.stringify({ id, rawId: id, type, clientExtensionResults, response: answer });
}

async function speak(path, block, ask) {
  const begun = await send(`${path}/begin`, block);
  if (begun.go) return begun;
  const { publicKey } = begun.challenge;
  publicKey.challenge = bytes(publicKey.challenge);
  const answer = written(await ask(publicKey));
  const name = block.querySelector("[name=name]")?.value ?? "";
  return send(`${path}/finish`, block, { ceremony: begun.ceremony, answer, name });
}

// An offer beneath the address field, which waits; a button ends it.
let waiting;

function signIn(block, isOffer) {
  waiting?.abort();
  waiting = new AbortController();
  const options = { signal: waiting.signal, mediation: isOffer ? "conditional" : "optional" };
  return speak("/sign-in/passkey", block, (publicKey) => {
    publicKey.allowCredentials = named(publicKey.allowCredentials);
    return navigator.credentials.get({ publicKey, ...options });
  });
}

const add = (block) =>
  speak("/account/passkeys", block, (publicKey) => {
    publicKey.user.id = bytes(publicKey.user.id);
    publicKey.excludeCredentials = named(publicKey.excludeCredentials);
    return navigator.credentials.create({ publicKey });
  });

async function attempt(block, way, isOffer) {
  const alert = block.querySelector("[role=alert]");
  const button = block.querySelector("button");
  alert.hidden = true;
  button.disabled = !isOffer;
  try {
    location.assign((await way(block, isOffer)).go);
  } catch (error) {
    // Nobody asked for the offer, or it gave way to the button.
    if (isOffer && !(error instanceof Said)) return;
    button.disabled = false;
    const { known, failed } = block.dataset;
    const why = (error.name === "InvalidStateError" && known) || failed;
    alert.textContent = error instanceof Said ? error.message : why;
    alert.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const block of document.querySelectorAll("[data-passkey]")) {
    const kind = block.dataset.passkey;
    block.hidden = kind === "without";
    if (kind === "sign-in" || kind === "add") {
      block.querySelector("button").addEventListener("click", (event) => {
        event.preventDefault();
        attempt(block, kind === "add" ? add : signIn);
      });
    }
    if (kind === "sign-in" && document.querySelector("[autocomplete~=webauthn]")) {
      PublicKeyCredential.isConditionalMediationAvailable?.().then((can) => can && attempt(block, signIn, true));
    }
  }
}
