// What several people do in turn: one says something, another answers, and each sees the other's words.
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { filled, forEach, formOn } from "../sending.mjs";
import { BOSTON, ID, LAGOS, LISBOA, NETWORK, OAXACA, OTHER, PORTO, UMBRELLA, at, cut, everyPageOf, isWrong, judge, onOneLine, openAsServed, somebody, stage, tell, tokenOn, vectors, visible } from "./stage.mjs";
import { openPost } from "./one_form.mjs";

/** A vector as words that somebody says: one of them is nothing but a blank. */
const said = ({ html }, longest) => (html.trim() ? cut(html, longest) : "x");
/** The vectors in as many heaps as there are people, so that nobody does more than they may in a day. */
const heaps = (size) => Array.from({ length: Math.ceil(vectors.length / size) }, (_, index) => vectors.slice(index * size, (index + 1) * size));
const place = (host, path) => `${stage.server.at(host)}${path}`;

/** Sends what must be taken; anything else is said with what stands on the page. */
async function mustTake(answer, what) {
  const { status, html, location } = await answer;
  if (status !== 303) isWrong(`${what}: answered ${status} ${/form-error[^>]*>([^<]*)|field-error[^>]*>([^<]*)/.exec(html)?.slice(1).find(Boolean) ?? /<title>([^<]*)/.exec(html)?.[1] ?? ""}`);
  return location;
}

/** Wishes for a site with vectors in every field, which are declined; then wishes to join, which are answered, and an end. */
export async function throughWishes(lines) {
  const admin = await at(NETWORK, "admin");
  const rules = await formOn(stage.people.editor, (await admin.get("/manage/rules")).html, "upload_quota");
  await mustTake(admin.post("/manage/rules", filled(rules.fields, { start_mode: "request" })), "letting people ask for sites");
  const pages = [];
  let taken = 0;
  let form = null;
  const parts = await forEach(heaps(3), async (heap) => {
    // What they are called is a vector, too.
    const person = await somebody(visible(onOneLine(heap[0].html, 80)) || "x");
    const own = [];
    const look = async (host, path, name, by = null) => {
      const { html } = by ? await by.get(path) : await person.visit(place(host, path));
      own.push({ name: `${name} on ${host}${path}`, html });
      return html;
    };
    for (const vector of heap) {
      const blank = (await person.visit(place(NETWORK, "/start"))).html;
      form ??= await formOn(stage.people.editor, blank, "coordinates");
      const text = (longest) => onOneLine(vector.html, longest);
      const wish = { form_token: tokenOn(blank), name: visible(text(120)) || "x", label: `w${vector.index}`, about: cut(vector.html, 1_000), place: visible(text(120)), topics: text(40).replaceAll(",", " ") };
      // Refused for its coordinates first, so that everything is shown again.
      own.push({ name: `${vector.id} refused by /start`, html: (await person.send(place(NETWORK, "/start"), filled(form.fields, { ...wish, coordinates: text(60) || "x" }))).html });
      await mustTake(person.send(place(NETWORK, "/start"), filled(form.fields, wish)), `${vector.id} as a wish`);
      const waiting = (await admin.get("/manage/requests")).html;
      // Beneath “decided” there are others.
      for (const [, link] of waiting.split('id="requests-decided"')[0].matchAll(/<a href="(\/manage\/requests\/\d+)"/g)) {
        const asked = await admin.get(link);
        if (!asked.html.includes(`value="w${vector.index}"`)) continue;
        own.push({ name: `${vector.id} on /manage/requests`, html: waiting }, { name: `${vector.id} on ${link}`, html: asked.html });
        await mustTake(admin.post(link, { form_token: tokenOn(asked.html), decision: "declined", reason: said(vector, 1_000) }), `${vector.id} as a reason to decline`);
        taken += 1;
        await look(NETWORK, link, vector.id, admin);
      }
      await joinAndLeave(person, vector, look);
    }
    await look(NETWORK, "/start/asked", heap.map(({ id }) => id).join(", "));
    return own;
  });
  pages.push(...parts.flat());
  await everyPageOf(admin, "/manage/log", pages);
  for (const { host } of doors) await everyPageOf(await at(host, "manager"), "/manage/log", pages);
  await judge(pages);
  await openAsServed("admin", NETWORK, ["/manage/requests", "/manage/log"]);
  for (const { host } of doors) await openAsServed("manager", host, ["/manage/people", "/manage/log"]);
  tell(lines, taken, pages);
}

// One at a time at each place, so that whoever waits there is the one who just asked.
const doors = [OAXACA, LISBOA].map((host) => ({ host, before: Promise.resolve() }));
function joinAndLeave(person, vector, look) {
  const door = doors[vector.index % doors.length];
  door.before = door.before.then(() => throughTheDoor(door.host, person, vector, look));
  return door.before;
}

/** Asks to join and is declined, asks again and is accepted, and is shown out: each time with a vector for the words. */
async function throughTheDoor(host, person, vector, look) {
  const manager = await at(host, "manager");
  const words = said(vector, 1_000);
  const only = async (pattern, name) => pattern.exec(await look(host, "/manage/people", name, manager))?.[1] ?? isWrong(`${name}: nobody on ${host}/manage/people`);
  for (const decision of ["declined", "accepted"]) {
    const blank = await person.visit(place(host, "/join"));
    await mustTake(person.send(place(host, "/join"), { form_token: tokenOn(blank.html), note: words }), `${vector.id} as a wish to join`);
    const link = await only(/<a href="(\/manage\/people\/requests\/\d+)"/, vector.id);
    const request = await look(host, link, vector.id, manager);
    await mustTake(manager.post(link, { form_token: tokenOn(request), decision, reason: words }), `${vector.id} as the reason why it is ${decision}`);
  }
  const link = await only(/<a href="(\/manage\/people\/\d+)"/, vector.id);
  const removal = (await manager.get(`${link}/removal`)).html;
  await mustTake(manager.post(`${link}/removal`, { form_token: tokenOn(removal), reason: words }), `${vector.id} as the reason why somebody must go`);
}

/** A site for each vector, then closed with a vector for the reason, and objected to with it. */
export async function throughSites(lines) {
  const admin = await at(NETWORK, "admin");
  const keeper = await somebody("Keeper", [["network-admin", NETWORK]]);
  const guest = await at(NETWORK, "guest");
  const form = await formOn(stage.people.editor, (await admin.get("/start")).html, "coordinates");
  const pages = [];
  let taken = 0;
  const called = (vector) => `v${vector.index}.${NETWORK}`;
  // One after the other: founding a site holds everybody else up.
  for (const vector of vectors) {
    const text = (longest) => onOneLine(vector.html, longest);
    const wish = { name: visible(text(120)) || "x", label: `v${vector.index}`, about: cut(vector.html, 1_000), place: visible(text(120)), topics: text(40).replaceAll(",", " ") };
    const location = await mustTake(admin.post("/start", filled(form.fields, wish)), `${vector.id} as a new site`);
    if (!location) continue;
    taken += 1;
    const front = await (await at(called(vector), "guest")).get("/");
    pages.push({ name: `${vector.id} on ${called(vector)}`, html: front.html });
  }
  for (const path of ["/directory", "/news"]) await everyPageOf(guest, path, pages);
  await everyPageOf(await at(UMBRELLA, "guest"), "/directory", pages);
  await everyPageOf(admin, "/manage/sites", pages);
  const links = new Map(pages.flatMap(({ html }) => [...html.matchAll(/<a href="(\/manage\/sites\/\d+)">[^]*?<p class="quiet">([^<]+)<\/p>/g)].map(([, link, host]) => [host.trim(), link])));
  for (const vector of vectors) {
    const host = called(vector);
    const link = links.get(host);
    if (!link) {
      isWrong(`${vector.id}: its site is not listed`);
      continue;
    }
    const room = await admin.get(link);
    // The keeper comes in before the door is closed.
    await keeper.visit(place(host, "/manage"));
    await mustTake(admin.post(link, { form_token: tokenOn(room.html), act: "suspend", reason: said(vector, 2_000) }), `${vector.id} as a reason to close a site`);
    const closed = await (await at(host, "guest")).get("/");
    const appeal = await keeper.visit(place(host, "/manage/appeal"));
    await mustTake(keeper.send(place(host, "/manage/appeal"), { form_token: tokenOn(appeal.html), text: said(vector, 2_000) }), `${vector.id} as an objection`);
    pages.push({ name: `${vector.id} on closed ${host}`, html: closed.html }, { name: `${vector.id} on ${host}/manage/appeal`, html: appeal.html });
    pages.push({ name: `${vector.id} objected at ${host}`, html: (await keeper.visit(place(host, "/manage/appeal"))).html });
    pages.push({ name: `${vector.id} on ${link}`, html: (await admin.get(link)).html });
  }
  await everyPageOf(admin, "/manage/log", pages);
  await judge(pages);
  await openAsServed("admin", NETWORK, ["/manage/sites", "/manage/log", ...[...links.values()].slice(0, 20)]);
  await openAsServed("guest", NETWORK, ["/directory"]);
  tell(lines, taken, pages);
}

/** What moderators tell a member about a comment, what the member says against it, and what another moderator answers. */
export async function throughActs(lines) {
  const editor = await at(BOSTON, "editor");
  const manager = await at(BOSTON, "manager");
  const member = await at(BOSTON, "member");
  const post = await openPost("acts");
  const blank = await formOn(stage.people.editor, (await member.get(`${post}/comment`)).html, "text");
  await wait(3_500);
  await mustTake(member.post(blank.action, filled(blank.fields, { text: "See you there." })), "a comment");
  const queue = await editor.get("/manage/queue?show=shown");
  const links = [...queue.html.matchAll(/href="(\/manage\/queue\/comment\/\d+)"/g)].map(([, link]) => link);
  const items = await forEach(links, async (link) => ({ link, html: (await editor.get(link)).html }));
  const item = items.find(({ html }) => html.includes("See you there.") && html.includes("warn-hint"));
  assert.ok(item, "a member's comment, about whom one may do something");
  const token = tokenOn(item.html);
  const ownToken = tokenOn((await member.get(`${post}/comment`)).html);
  let judgesToken = tokenOn((await manager.get("/manage/queue")).html);
  const pages = [];
  let taken = 0;
  const acted = async (vector, deed) => {
    const note = said(vector, 1_000);
    const location = await mustTake(editor.post(item.link, { form_token: token, do: deed, note, reason: "spam", days: "7" }), `${vector.id} as the words for “${deed}”`);
    return /undo=(\d+)/.exec(location ?? "")?.[1] ?? isWrong(`${vector.id}: “${deed}” made no act`);
  };
  const look = async (vector, act, isForModerators = false) => {
    pages.push({ name: `${vector.id} for the member`, html: (await member.get(`/moderation/${act}`)).html });
    if (isForModerators) pages.push({ name: `${vector.id} for moderators`, html: (await manager.get(`/manage/queue/acts/${act}`)).html });
  };
  await forEach(vectors, async (vector) => {
    const words = said(vector, 1_000);
    const act = await acted(vector, "warn");
    if (!act) return;
    await mustTake(member.post(`/moderation/${act}`, { form_token: ownToken, text: words }), `${vector.id} against an act`);
    judgesToken ||= tokenOn((await manager.get(`/manage/queue/acts/${act}`)).html);
    await mustTake(manager.post(`/manage/queue/acts/${act}`, { form_token: judgesToken, do: "uphold", reason: words }), `${vector.id} as an answer`);
    await look(vector, act, true);
    taken += 1;
    await look(vector, await acted(vector, "mute"));
  });
  // A comment is hidden once, so it is shown again each time.
  for (const vector of vectors) {
    const act = await acted(vector, "hide");
    if (act) await look(vector, act);
    await mustTake(editor.post(item.link, { form_token: token, do: "approve" }), "showing it again");
  }
  await forEach(vectors, async (vector) => look(vector, await acted(vector, "ban")));
  pages.push({ name: "the member's own list", html: (await member.get("/moderation")).html }, { name: item.link, html: (await editor.get(item.link)).html });
  for (const [sender, list] of [[editor, "/manage/queue/acts"], [manager, "/manage/log"]]) await everyPageOf(sender, list, pages);
  await judge(pages);
  await openAsServed("manager", BOSTON, ["/manage/queue/acts", "/manage/log"]);
  await openAsServed("member", BOSTON, ["/moderation"]);
  tell(lines, taken, pages);
}

/** Invitations with a few words; no place sends more than a hundred in a day. */
export async function throughInvitations(lines) {
  const places = [BOSTON, PORTO, LAGOS, NETWORK, OTHER];
  const pages = [];
  let taken = 0;
  await forEach(heaps(99), async (heap, index) => {
    const host = places[index];
    const person = await somebody("Inviter", [[[NETWORK, OTHER].includes(host) ? "network-admin" : "manager", host]]);
    const room = place(host, "/manage/people/invite");
    const token = tokenOn((await person.visit(room)).html);
    for (const vector of heap) {
      const fields = { form_token: token, email: `invited${vector.index}@example.org`, role: "member", note: said(vector, 1_000) };
      if (await mustTake(person.send(room, fields), `${vector.id} as words for somebody invited`)) taken += 1;
    }
    pages.push({ name: `${host}/manage/people`, html: (await person.visit(place(host, "/manage/people"))).html });
  });
  await judge(pages);
  tell(lines, taken, pages);
}

/** A passkey for each vector, made in the page by a device that agrees at once. */
export async function throughPasskeys(lines) {
  // Those who look after a site may not take the last one away.
  const page = stage.people.member;
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable", { enableUI: false });
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  const sender = await at(ID, "member");
  const pages = [];
  const made = [];
  // Nobody has more than twenty.
  for (const heap of heaps(20)) {
    await page.visit(place(ID, "/account/passkeys/new"));
    made.push(...(await page.evaluate(makePasskeys, heap.map(({ html }) => onOneLine(html, 60)))));
    const { html } = await sender.get("/account/passkeys");
    pages.push({ name: "/account/passkeys", html });
    await openAsServed("member", ID, ["/account/passkeys"]);
    for (const [, passkey] of html.matchAll(/name="passkey" value="(\d+)"/g)) await mustTake(sender.post("/account/passkeys", { form_token: tokenOn(html), passkey }), "taking a passkey away");
  }
  for (const fault of made.filter(Boolean)) isWrong(`a passkey: ${fault}`);
  await judge(pages);
  await openAsServed("member", ID, ["/account/security"]);
  tell(lines, made.filter((fault) => !fault).length, pages);
}

/** Runs in the page where passkeys are made, and does what its script does. */
async function makePasskeys(names) {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/[+/=]/g, (one) => ({ "+": "-", "/": "_", "=": "" })[one]);
  const token = document.querySelector("[data-passkey=add]").dataset.token;
  const send = async (path, fields) => {
    const response = await fetch(path, { method: "POST", body: new URLSearchParams({ form_token: token, ...fields }) });
    return response.ok ? response.json() : Promise.reject(new Error(`${path} answers ${response.status}`));
  };
  const faults = [];
  for (const name of names) {
    try {
      const begun = await send("/account/passkeys/begin", {});
      const { publicKey } = begun.challenge;
      publicKey.challenge = bytes(publicKey.challenge);
      publicKey.user.id = bytes(publicKey.user.id);
      // The same device again and again.
      publicKey.excludeCredentials = [];
      const { id, type, response } = await navigator.credentials.create({ publicKey });
      const answer = { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports() };
      await send("/account/passkeys/finish", { ceremony: begun.ceremony, name, answer: JSON.stringify({ id, rawId: id, type, clientExtensionResults: {}, response: answer }) });
      faults.push(null);
    } catch (error) {
      faults.push(`${error.name} ${error.message}`);
    }
  }
  return faults;
}
