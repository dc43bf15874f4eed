// Umbel and what it talks to outside: a store of files, a mail host and a name server, each a small real one on this machine.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { launch } from "./chromium.mjs";
import { png } from "./files.mjs";
import { certificates, mailHost, USER } from "./mail_host.mjs";
import { nameServer } from "./name_server.mjs";
import { get } from "./network.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, personPage, press, send, signIn } from "./persons.mjs";
import { s3Store, SECRET } from "./s3_store.mjs";

const UMBRELLA = "umbrella.localhost";
const NETWORK = "water.umbrella.localhost";
const HOST = "river.water.umbrella.localhost";
const EMAIL = "rosa@people.localhost";
const PLACES = [
  { host: NETWORK, name: "Water" },
  { host: HOST, name: "River group", under: NETWORK },
];
const MEBIBYTE = 1024 * 1024;
/** How long somebody may have to wait until they are told that the store does not answer. */
const LONGEST_WAIT_MS = 20_000;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What this gives once it is something, or is true. */
async function until(look, what, longest = 20_000) {
  const last = Date.now() + longest;
  for (;;) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < last, `${what} did not happen in ${longest / 1_000} s`);
    await wait(100);
  }
}

/** A server with these settings, and a page of somebody signed in at a place of it. */
async function ownPlace(t, { settings, role, host }) {
  const server = await ownServer({ places: PLACES, settings });
  t.after(() => server.stop());
  await makePerson(browser, server, { email: EMAIL, name: "Rosa", role, host });
  const page = await personPage(browser, server);
  t.after(() => page.context().close());
  await signIn(page, server.at(host), EMAIL);
  return { server, page, place: server.at(host) };
}

/** A recording of silence with a click in the middle, so that its parts can be told apart. */
function recording(bytes) {
  const head = Buffer.from("RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\0\0\0\0", "latin1");
  head.writeUInt32LE(bytes + 36, 4);
  head.writeUInt32LE(bytes, 40);
  const sound = Buffer.alloc(bytes);
  sound.write("click", bytes / 2, "latin1");
  return Buffer.concat([head, sound]);
}

/** Sends files through the library's page and gives the addresses of their own pages. */
async function upload(page, place, files) {
  await page.visit(`${place}/manage/library`);
  await page.locator("#upload-files").setInputFiles(files.map(([name, mimeType, buffer]) => ({ name, mimeType, buffer })));
  const links = page.locator("[data-uploads] li a");
  await links.nth(files.length - 1).waitFor({ timeout: 60_000 });
  return links.evaluateAll((found) => found.map((link) => link.href));
}

/** Whether everything of these was prepared: nothing waits in the store any more. */
const prepared = (store) => until(() => store.names().length > 0 && store.names("our-umbel/originals/").length === 0, "preparing", 60_000);

test("pictures, documents and recordings live in a store that speaks S3", { timeout: 180_000 }, async (t) => {
  const store = await s3Store();
  t.after(() => store.stop());
  const { server, page, place } = await ownPlace(t, { settings: store.settings, role: "editor", host: HOST });

  const [picture] = await upload(page, place, [["red.png", "image/png", png(1200, 800, [200, 30, 30])]]);
  await prepared(store);
  const made = store.names();
  assert.ok(made.length >= 4 && made.every((name) => /^our-umbel\/\d+\/[0-9a-f]{2}\/[0-9a-f]{32}-\d+\.(webp|jpg)$/.test(name)), made.join("\n"));
  for (const name of made) {
    const [, site, file] = /^our-umbel\/(\d+)\/..\/(.*)$/.exec(name);
    const shown = await get(`${place}/media/${site}/${file}`);
    assert.equal(shown.status, 200, name);
    assert.ok(shown.raw.equals(store.objects.get(name)), `${name} is what is served`);
    assert.match(shown.headers["cache-control"], /immutable/);
  }
  await page.visit(picture);
  assert.ok(await page.locator(".library-view img").evaluate((image) => image.decode().then(() => image.naturalWidth > 1)));

  // What is larger than a piece goes in parts, as it arrives and as it is kept.
  const text = Buffer.from("A line of minutes that nobody reads.\n".repeat(300_000));
  assert.ok(text.length > 8 * MEBIBYTE);
  const sound = recording(10 * MEBIBYTE);
  const [minutes, assembly] = await upload(page, place, [
    ["minutes.txt", "text/plain", text],
    ["assembly.wav", "audio/wav", sound],
  ]);
  await prepared(store);
  const inParts = store.asked.filter(({ method, query }) => method === "POST" && /uploadId/.test(query)).map(({ name }) => name);
  const txt = store.names().find((name) => name.endsWith(".txt"));
  const wav = store.names().find((name) => name.endsWith(".wav"));
  assert.ok(inParts.some((name) => name.startsWith("our-umbel/originals/")), inParts.join("\n"));
  assert.ok(inParts.includes(txt) && inParts.includes(wav), inParts.join("\n"));
  assert.equal(store.uploads.size, 0, "no upload is left in pieces");
  assert.ok(store.objects.get(txt).equals(text));

  const address = `${place}/media/${wav.replace(/^our-umbel\/(\d+)\/..\//, "$1/")}`;
  const kept = store.objects.get(wav);
  const middle = kept.indexOf("click");
  for (const [range, first, last] of [
    ["bytes=0-99", 0, 99],
    [`bytes=${middle}-${middle + 4}`, middle, middle + 4],
    [`bytes=${9 * MEBIBYTE}-`, 9 * MEBIBYTE, kept.length - 1],
    ["bytes=-7", kept.length - 7, kept.length - 1],
  ]) {
    const part = await get(address, { range });
    assert.equal(part.status, 206, range);
    assert.equal(part.headers["content-range"], `bytes ${first}-${last}/${kept.length}`);
    assert.ok(part.raw.equals(kept.subarray(first, last + 1)), range);
  }
  assert.equal((await get(address, { range: `bytes=${kept.length}-` })).status, 416);
  assert.ok((await get(address)).raw.equals(kept), "and all of it");
  const largest = Math.max(...store.asked.filter(({ method, range }) => method === "GET" && range).map(({ range }) => {
    const [, first, last] = /(\d+)-(\d+)/.exec(range);
    return last - first + 1;
  }));
  assert.ok(largest <= 8 * MEBIBYTE, "no more than a piece is held at a time");

  for (const own of [picture, minutes, assembly]) {
    await page.visit(own);
    await press(page, page.locator(".is-danger"));
    assert.match(page.url(), /done=taken-out$/);
  }
  assert.deepEqual(store.names(), [], "nothing stays of what is taken out");
  assert.equal((await get(address)).status, 404);
  assert.deepEqual(store.refused.filter((refusal) => !/NoSuchKey/.test(refusal)), [], "the store understood everything");
  const well = await server.doctor();
  assert.match(well.said, /^ok +files: s3:\/\/umbel-files\/our-umbel\//m);
  assert.deepEqual(store.names(), []);
  nothingWrong(await page.problems());
});

test("while the store cannot be reached people are told so, and nothing they were promised is lost", { timeout: 300_000 }, async (t) => {
  const store = await s3Store();
  t.after(() => store.stop());
  const { server, page, place } = await ownPlace(t, { settings: store.settings, role: "editor", host: HOST });
  const [first] = await upload(page, place, [["first.png", "image/png", png(600, 400, [30, 30, 200])]]);
  await prepared(store);
  const before = store.names();
  const [, site, file] = /^our-umbel\/(\d+)\/..\/(.*)$/.exec(before[0]);

  for (const [trouble, begin] of [["away", () => store.goAway()], ["broken", () => store.feel("broken")]]) {
    await begin();
    await page.visit(`${place}/manage/library`);
    const since = Date.now();
    await page.locator("#upload-files").setInputFiles([{ name: `${trouble}.png`, mimeType: "image/png", buffer: png(300, 200, [9, 9, 9]) }]);
    const told = page.locator("[data-uploads] .went-wrong");
    await told.waitFor({ timeout: 200_000 });
    assert.match(await told.textContent(), /could not put this file away just now.*try again in a few minutes/, trouble);
    assert.ok(Date.now() - since < LONGEST_WAIT_MS, `${trouble}: told after ${(Date.now() - since) / 1_000} s`);
    // A picture that is there all the same is not said to be missing, which others would remember.
    const shown = await get(`${place}/media/${site}/${file}`);
    assert.equal(shown.status, 503, trouble);
    assert.equal(shown.headers["cache-control"], "no-store");
    // What is said to be gone would still be shown to whoever knows its address; so it is not said.
    await page.visit(first);
    await press(page, page.locator(".is-danger"));
    assert.match(page.url(), /done=not-taken-out$/);
    assert.match(await page.locator(".notice").first().textContent(), /it is still there/);
    // Pages do not need the store.
    assert.equal((await get(`${place}/`)).status, 200);
    const ill = await server.doctor();
    assert.ok(!ill.isWell);
    assert.match(ill.said, /^ILL +files: s3:\/\/umbel-files\/our-umbel\/ cannot be used/m);
    assert.ok(!ill.said.includes(SECRET));
    if (trouble === "away") await store.comeBack();
    store.feel("well");
    await page.problems();
  }
  await page.visit(`${place}/manage/library`);
  assert.equal(await page.locator(".tile").count(), 1, "what was refused is not there");
  assert.deepEqual(store.names(), before, "what was there is there");

  // Taken, and then the store goes: it is prepared as soon as the store is there again.
  await page.visit(`${place}/manage/library`);
  store.feel("well");
  const many = Array.from({ length: 8 }, (_, index) => [`later-${index}.png`, "image/png", png(1200, 800, [index * 20, 90, 90])]);
  await upload(page, place, many);
  store.feel("broken");
  await wait(3_000);
  store.feel("well");
  await prepared(store);
  const bases = new Set(store.names().map((name) => name.split("/").at(-1).split("-")[0]));
  assert.equal(bases.size, many.length + 1);

  // An upload in parts that breaks off leaves no parts behind.
  store.feel("parts-break");
  await page.visit(`${place}/manage/library`);
  await page.locator("#upload-files").setInputFiles([{ name: "long.wav", mimeType: "audio/wav", buffer: recording(17 * MEBIBYTE) }]);
  await page.locator("[data-uploads] .went-wrong").waitFor({ timeout: 60_000 });
  assert.equal(store.uploads.size, 0);
  store.feel("well");
  await page.problems();

  // With a wrong key nothing works, and it is said why.
  const stranger = await server.doctor([], { UMBEL_MEDIA__SECRET_ACCESS_KEY: "another" });
  assert.match(stranger.said, /^ILL +files: .*does not let us in/m);
  const nowhere = await server.doctor([], { UMBEL_MEDIA__BUCKET: "no-such-bucket" });
  assert.match(nowhere.said, /^ILL +files: there is no s3:\/\/no-such-bucket/m);
});

/** What `umbel doctor` says about sending a mail with these settings. */
async function testMail(server, settings) {
  const { said } = await server.doctor(["--mail-to", EMAIL], settings);
  assert.ok(!said.includes("p%2Fw") && !said.includes("p/w"), "the password is not repeated");
  return /^(?:ok|ILL) +test mail: .*$/m.exec(said)?.[0] ?? said;
}

test("mails go out encrypted, over one connection, and to a host of that name alone", { timeout: 240_000 }, async (t) => {
  const papers = certificates();
  t.after(papers.remove);
  const server = await ownServer();
  t.after(() => server.stop());
  const trusting = { UMBEL_MAIL__ROOT_CERTIFICATE: papers.root };

  for (const protection of ["from the start", "asked for"]) {
    const host = await mailHost({ protection, certificate: papers.ours });
    t.after(() => host.stop());
    const settings = { UMBEL_SMTP_URL: host.address(), ...trusting };
    assert.equal(await testMail(server, settings), "ok    test mail: the mail host took it", protection);
    const [mail] = host.mails;
    assert.deepEqual({ encrypted: mail.encrypted, from: mail.from, to: mail.to }, { encrypted: true, from: `no-reply@${UMBRELLA}`, to: [EMAIL] });
    assert.match(mail.letter, /^From: "?Our umbrella"? <no-reply@umbrella\.localhost>$/m);
    const bare = host.heard.filter(({ encrypted }) => !encrypted).map(({ line }) => line.split(" ")[0]);
    assert.deepEqual(bare, protection === "asked for" ? ["EHLO", "STARTTLS"] : [], "nothing else is said before encryption");

    const wrong = await testMail(server, { ...settings, UMBEL_SMTP_URL: host.address("wrong") });
    assert.equal(wrong, "ILL   test mail: the mail host does not let us in: 535 5.7.8 user name or password is wrong");

    // Whoever else answers there is told nothing: a certificate of nobody we know, or one that we were not told to trust.
    const heard = () => host.heard.filter(({ line }) => /^(AUTH|MAIL)/.test(line)).length;
    const before = heard();
    const untold = await testMail(server, { UMBEL_SMTP_URL: host.address() });
    host.useCertificate(papers.strange);
    const impostor = await testMail(server, settings);
    for (const said of [untold, impostor]) assert.match(said, /^ILL +test mail: no safe connection to the mail host could be made: .*UnknownIssuer/, protection);
    host.useCertificate(papers.ours);
    // The certificate is for “localhost” and for no number, though the same host answers there.
    if (protection === "from the start") {
      const number = await testMail(server, { ...settings, UMBEL_SMTP_URL: host.address().replace("@localhost:", "@127.0.0.1:") });
      assert.match(number, /^ILL +test mail: no safe connection to the mail host could be made: .*not valid for name/);
    }
    assert.equal(heard(), before, "and hears no password");
  }

  const bare = await mailHost({ protection: "none" });
  t.after(() => bare.stop());
  const refused = await testMail(server, { UMBEL_SMTP_URL: bare.address(), ...trusting });
  assert.equal(refused, "ILL   test mail: the mail host does not offer what is needed: STARTTLS is not supported on this server");
  const mixedUp = await testMail(server, { UMBEL_SMTP_URL: bare.address().replace("smtp:", "smtps:"), ...trusting });
  assert.match(mixedUp, /^ILL +test mail: no safe connection to the mail host could be made: /);
  assert.ok(bare.heard.every(({ line }) => !/^(AUTH|MAIL)/.test(line)), JSON.stringify(bare.heard));
});

test("a mail waits while its host cannot be trusted, and goes out once it can", { timeout: 240_000 }, async (t) => {
  const papers = certificates();
  t.after(papers.remove);
  const host = await mailHost({ protection: "asked for", certificate: papers.strange });
  t.after(() => host.stop());
  const settings = { UMBEL_SMTP_URL: host.address(), UMBEL_MAIL__ROOT_CERTIFICATE: papers.root, UMBEL_MAIL__FROM: USER };
  const { page, place } = await ownPlace(t, { settings, role: "umbrella-admin", host: UMBRELLA });
  const room = async () => {
    await page.visit(`${place}/manage/mail`);
    return page.locator("main").innerText();
  };
  const ill = /no safe connection to the mail host could be made/;
  const subjects = () => host.mails.map(({ letter }) => /^Subject: (.*)$/m.exec(letter)[1]);
  assert.match(await room(), new RegExp(`Mails leave through localhost:${host.port}`));
  await press(page, page.locator("main .is-primary"));
  // Whoever looks after the umbrella sees why, and when it is tried again.
  const told = await until(async () => {
    const text = await room();
    return ill.test(text) && text;
  }, "telling why");
  assert.match(told, /It is tried again: /);
  assert.deepEqual(host.mails, []);
  host.useCertificate(papers.ours);
  // The one about the password that was chosen waited, too.
  await until(() => host.mails.length === 2, "the second try", 100_000);
  assert.deepEqual(subjects().sort(), ["Mail from Our umbrella works", "Your password was changed"]);
  await until(async () => !ill.test(await room()), "the end of the trouble");

  // Several in a row go over the connection that is there, which is signed in to once.
  const sent = (verb) => host.heard.filter(({ line }) => line.startsWith(verb)).length;
  const before = { connections: host.connections(), signedIn: sent("AUTH") };
  for (let again = 0; again < 3; again += 1) {
    await page.visit(`${place}/manage/mail`);
    await press(page, page.locator("main .is-primary"));
    assert.match(page.url(), /done=mail-tested$/);
  }
  await until(() => host.mails.length === 5, "three more");
  assert.deepEqual({ connections: host.connections(), signedIn: sent("AUTH") }, before);
  assert.equal(new Set(host.mails.slice(-4).map(({ connection }) => connection)).size, 1);
  assert.ok(host.mails.every(({ encrypted, from }) => encrypted && from === USER));
  const names = host.mails.map(({ letter }) => /^Message-ID: (.*)$/m.exec(letter)[1]);
  assert.equal(new Set(names).size, 5, "each went once");
  nothingWrong(await page.problems());
});

test("a domain is proved by what a name server says, and by nothing else", { timeout: 240_000 }, async (t) => {
  const names = await nameServer();
  t.after(() => names.stop());
  const { server, page, place } = await ownPlace(t, { settings: names.settings, role: "manager", host: HOST });
  const card = page.locator("article.domain");
  /** Presses “Check now” and gives what is said. */
  const look = async (heading) => {
    await page.visit(`${place}/manage/address`);
    await press(page, card.filter({ hasText: heading }).locator("button", { hasText: "Check now" }));
    return page.locator("main .form-error, main [role=status]").first().innerText();
  };
  const named = async (domain) => {
    await page.visit(`${place}/manage/address`);
    await send(page, { domain }, page.locator("button", { hasText: "Add the domain" }));
    const [record, text] = await card.filter({ hasText: domain }).locator("dd:has(> .quiet) > code").evaluateAll((codes) => codes.slice(1, 3).map((code) => code.textContent));
    assert.equal(record, `_umbel.${domain}`);
    assert.match(text, /^umbel-site=\S{20,}$/);
    return { record, text };
  };
  const missing = /is not there yet, or says something else/;
  const unknown = /could not look .* up just now/;

  const { record, text } = await named("tenants.example");
  const other = "v=spf1 include:mail.example -all";
  for (const [what, said] of [
    ["unknown", missing],
    ["fine", missing],
    [[[other], ["umbel-site=another"]], missing],
    [[[`${text}x`], [text.slice(0, -1)]], missing],
    // Neither of these says anything about the record.
    ["broken", unknown],
    ["refuses", unknown],
    ["silent", unknown],
  ]) {
    names.put(record, what);
    const since = Date.now();
    assert.match(await look("tenants.example"), said, String(what));
    assert.ok(Date.now() - since < 10_000, `${what}: said in time`);
  }
  assert.ok((await get(`${place}/`, { host: `tenants.example:${server.port}` })).status === 404, "it leads nowhere until it is proved");
  names.put(record, [[other], [text]]);
  assert.match(await look("tenants.example"), /The domain is yours/);
  assert.equal((await get(`${place}/`, { host: `tenants.example:${server.port}` })).headers.location, `${place}/`);
  // Whoever is sure that it is theirs is not asked about the wrong name.
  assert.ok(names.asked.every(({ name, type }) => name === record && type === 16), JSON.stringify(names.asked.at(-1)));

  // A text may come in several strings, and in an answer too long for one datagram.
  const second = await named("www.tenants.example");
  const long = "x".repeat(250);
  names.put(second.record, [[long, long, long], [second.text.slice(0, 9), second.text.slice(9)]]);
  assert.match(await look("www.tenants.example"), /The domain is yours/);
  assert.ok(names.asked.some(({ name, by }) => name === second.record && by === "tcp"), "it was asked for over TCP");
  nothingWrong(await page.problems());
});
