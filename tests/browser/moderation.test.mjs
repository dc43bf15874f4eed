// Keeping a place safe, as everybody concerned meets it: a comment that waits, a report, a warning, a pause, a ban, an
// appeal, and the numbers that everybody may read.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { button, comment, moderatedSite, notice, publish, report, SHARED_NETWORK, waiting } from "./moderating.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { press } from "./persons.mjs";

const ADA = "See you at the kitchen on Friday.";
// With a word that is wider than a phone.
const NORAS = "Our bakery opens at six. Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz!";
const VERAS = "Best prices in town, look at my page.";
const NO_ADVERTISING = "Please no advertising under news.";
const TAKE_CARE = "Please write about what was done, not about who did it.";

let browser;
const sites = {};
before(
  async () => {
    browser = await launch();
    for (const size of ["phone", "desktop"]) sites[size] = await moderatedSite(browser, size);
  },
  { timeout: 300_000 },
);
after(async () => {
  for (const site of Object.values(sites)) await site.stop();
  await browser?.close();
});

const following = (page, words) => press(page, page.getByRole("link", { name: words }).first());
/** From the first page of the workplace, where it says that something waits. */
const lookingAt = (page, words) => press(page, page.locator("main li").filter({ hasText: words }).getByRole("link"));
const main = (page) => page.getByRole("main").innerText();

// What one test does the next finds: the last ones read what has gathered.
for (const size of ["phone", "desktop"]) {
  test(`a guest's comment waits until the manager shows it, on a ${size}`, { timeout: 180_000 }, async () => {
    const { place, post, stranger, member, witness } = sites[size];
    const theo = await member("Theo");
    await following(theo, "To look at");
    assert.equal(theo.url(), `${place}/manage/queue`);
    await witness.look(theo, "queue-empty");

    const guest = await stranger();
    await guest.visit(post);
    await following(guest, "Write a comment");
    await guest.getByLabel("Your name").fill("Ada");
    await guest.getByLabel("Your comment").fill(ADA);
    await press(guest, button(guest, "Send"));
    assert.match(await main(guest), /That was very quick/, "nobody types as fast as that");
    assert.equal(await guest.getByLabel("Your comment").inputValue(), ADA, "what was typed stays");
    await witness.look(guest, "comment-too-quick");
    await comment(guest, { name: "Ada", text: ADA });
    assert.match(await notice(guest), /shown once somebody here has looked at it/);
    await witness.look(guest, "comment-sent");
    await following(guest, "Back to “Rent strike”");
    assert.doesNotMatch(await main(guest), /See you at the kitchen/);

    await theo.visit(`${place}/manage`);
    await lookingAt(theo, "comment waits to be looked at");
    assert.equal(theo.url().split("?")[0], `${place}/manage/queue`);
    assert.match(await waiting(theo, ADA).innerText(), /Ada[^]*guest[^]*under Rent strike[^]*first time here/i);
    await witness.look(theo, "queue-comment");
    await press(theo, button(waiting(theo, ADA), "Show it"));
    assert.match(await notice(theo), /It is shown/);
    assert.equal(await waiting(theo, ADA).count(), 0);
    await witness.look(theo, "queue-undo");
    await guest.visit(post);
    assert.match(await main(guest), /Ada[^]*See you at the kitchen/);

    // Undone and done again, by keys alone.
    await button(theo, "Undo").focus();
    await Promise.all([theo.waitForEvent("framenavigated"), theo.keyboard.press("Enter")]);
    await theo.waitForLoadState("load");
    assert.match(await notice(theo), /as it was before/);
    await guest.visit(post);
    assert.doesNotMatch(await main(guest), /See you at the kitchen/);
    await waiting(theo, ADA).getByRole("checkbox").focus();
    const stops = [];
    for (let step = 0; step < 5; step += 1) {
      await theo.keyboard.press("Tab");
      stops.push(await theo.evaluate(() => document.activeElement.innerText.split("\n")[0].split(/:| about /)[0]));
    }
    assert.deepEqual(stops, ["under Rent strike", "Show it", "Hide", "Spam", "More"]);
    for (let step = 0; step < 3; step += 1) await theo.keyboard.press("Shift+Tab");
    await Promise.all([theo.waitForEvent("framenavigated"), theo.keyboard.press("Enter")]);
    await theo.waitForLoadState("load");
    assert.match(await notice(theo), /It is shown/);
    await guest.visit(post);
    assert.match(await main(guest), /See you at the kitchen/);
    await witness.look(guest, "post-with-comment");
    await guest.context().close();
  });

  test(`a comment is hidden with a reason, which its author reads, on a ${size}`, { timeout: 180_000 }, async () => {
    const { place, post, server, stranger, member, visitor, witness } = sites[size];
    const nora = await visitor("Nora");
    await witness.look(nora, "comment-by-name");
    await comment(nora, { text: NORAS });
    assert.match(await notice(nora), /shown once somebody here has looked at it/);
    const theo = await member("Theo");
    await theo.visit(`${place}/manage/queue`);
    await press(theo, button(waiting(theo, NORAS), "Show it"));
    const guest = await stranger();
    await guest.visit(post);
    assert.match(await main(guest), /Nora[^]*Our bakery opens at six/);

    await theo.visit(`${place}/manage/queue`);
    await following(theo, "Comments that are shown");
    await witness.look(theo, "queue-shown");
    await press(theo, waiting(theo, NORAS).getByRole("link", { name: /^More/ }));
    assert.match(await main(theo), /Comment by Nora[^]*Our bakery opens at six/);
    await witness.look(theo, "item-comment");
    await theo.getByLabel("Reason").selectOption({ label: "Advertising" });
    await theo.getByLabel("A few words to Nora").fill(NO_ADVERTISING);
    await press(theo, button(theo, "Hide it"));
    assert.match(await notice(theo), /It is hidden/);
    await guest.visit(post);
    assert.doesNotMatch(await main(guest), /Our bakery/);
    await guest.context().close();

    const mail = await server.mailTo("nora@example.org", "moderated");
    assert.match(mail.subject, /hidden/);
    assert.ok(mail.text.includes(NO_ADVERTISING), mail.text);
    await nora.visit(mail.link);
    assert.match(await main(nora), /no longer shown: “Our bakery[^]*Reason: Advertising[^]*Please no advertising/);
    await witness.look(nora, "own-act");
    await following(nora, "Everything about you here");
    await witness.look(nora, "own-acts");
  });

  test(`who is concerned asks for another look, and somebody else decides, on a ${size}`, { timeout: 180_000 }, async () => {
    const { place, post, server, member, visitor, witness } = sites[size];
    const nora = await visitor("Nora");
    await nora.visit((await server.mailTo("nora@example.org", "moderated")).link);
    await nora.getByLabel("What should they know?").fill("It belongs to all of us.");
    await press(nora, button(nora, "Ask for another look"));
    assert.match(await notice(nora), /It is on its way/);
    await witness.look(nora, "own-act-appealed");

    // Theo hid it: he is not asked, and has nothing to decide.
    assert.ok(!server.mails().some((mail) => mail.kind === "moderation_appealed" && mail.to.includes("theo@")));
    const theo = await member("Theo");
    await theo.visit(`${place}/manage/queue`);
    assert.equal(await waiting(theo, "It belongs to all of us.").count(), 0);
    await following(theo, "What was done");
    await following(theo, /^Theo hid: “Our bakery/);
    assert.match(await main(theo), /It belongs to all of us\.[^]*Somebody other than you answers this/);
    assert.equal(await button(theo, "It stays").count(), 0);
    await witness.look(theo, "act-not-mine");

    const maite = await member("Maite");
    await maite.visit((await server.mailTo("maite@example.org", "moderation_appealed")).link);
    await maite.visit(`${place}/manage/queue`);
    assert.match(await waiting(maite, "It belongs to all of us.").innerText(), /Nora does not agree with this/);
    await witness.look(maite, "queue-appeal");
    await press(maite, waiting(maite, "It belongs to all of us.").getByRole("link", { name: /^Look again/ }));
    await maite.getByLabel("Your answer").fill("You are right.");
    await witness.look(maite, "act-to-decide");
    await press(maite, maite.locator('button[value="reverse"]'));
    assert.match(await notice(maite), /It is taken back/);
    await witness.look(maite, "act-decided");

    const answer = await server.mailTo("nora@example.org", "moderation_reviewed");
    assert.match(answer.text, /took\s+it\s+back[^]*You\s+are\s+right\./);
    await nora.visit(answer.link);
    assert.match(await main(nora), /This was taken back\.[^]*You are right\./);
    await witness.look(nora, "own-act-answered");
    await nora.visit(post);
    assert.match(await main(nora), /Our bakery opens at six/);
  });

  test(`what a visitor reports is answered, and they hear so, on a ${size}`, { timeout: 180_000 }, async () => {
    const { place, post, server, stranger, member, visitor, witness } = sites[size];
    const guest = await stranger();
    await guest.visit(post);
    await following(guest, /^Report this post/);
    assert.match(await main(guest), /It is about Rent strike/);
    await press(guest, button(guest, "Send the report"));
    assert.match(await main(guest), /Choose what fits best/);
    await witness.look(guest, "report");
    await guest.context().close();

    const nora = await visitor("Nora");
    await nora.visit(post);
    await following(nora, /^Report this post/);
    await following(nora, "Report under your account");
    await witness.look(nora, "report-by-name");
    await report(nora, "It is not true", "The strike was in winter.");
    assert.match(await notice(nora), /You get a mail/);
    await witness.look(nora, "report-sent");

    const theo = await member("Theo");
    await theo.visit(`${place}/manage`);
    await lookingAt(theo, "report waits to be looked at");
    const row = waiting(theo, "The strike was in winter.");
    assert.match(await row.innerText(), /Rent strike[^]*Reported by Nora[^]*It is not true/i);
    await witness.look(theo, "queue-report");
    await press(theo, button(row, "It is all right"));
    assert.match(await notice(theo), /It stays/);
    assert.match((await server.mailTo("nora@example.org", "report_settled")).text, /found\s+that\s+it\s+can\s+stay/);
    await nora.visit(post);
    assert.match(await main(nora), /We stay/);
  });

  test(`an author is warned, paused and banned, on a ${size}`, { timeout: 240_000 }, async () => {
    const { place, server, stranger, member, witness } = sites[size];
    const tomas = await member("Tomás");
    const post = new URL(await publish(tomas, place, "Who was lazy", "All of them but me."), place).href;
    const guest = await stranger();
    await guest.visit(post);
    await following(guest, /^Report this post/);
    await report(guest, "It goes after somebody", "It names people.");
    assert.match(await notice(guest), /Your report has arrived/);

    const theo = await member("Theo");
    await theo.visit(`${place}/manage/queue`);
    await press(theo, waiting(theo, "It names people.").getByRole("link", { name: /^More/ }));
    assert.match(await main(theo), /Reported by a guest[^]*It names people\.[^]*About Tomás/);
    await witness.look(theo, "item-report");
    await theo.getByLabel("A few words to Tomás").fill(TAKE_CARE);
    await press(theo, button(theo, "Warn"));
    assert.match(await notice(theo), /They get a mail with your words/);
    const warning = await server.mailTo("tomas@example.org", "moderated");
    assert.match(warning.subject, /A word from Boston/);
    await tomas.visit(warning.link);
    assert.match(await main(tomas), /You were asked to take care: Who was lazy[^]*It goes after somebody/);
    assert.ok((await main(tomas)).includes(TAKE_CARE));

    // Whoever belongs here is not made to wait.
    await tomas.visit(post);
    await following(tomas, "Write a comment");
    await following(tomas, "Write under your own name");
    await comment(tomas, { text: "And I say it again." });
    assert.match(await notice(tomas), /stands under the post now/);
    await theo.visit(`${place}/manage/queue?show=shown`);
    await press(theo, waiting(theo, "And I say it again.").getByRole("link", { name: /^More/ }));
    assert.match(await main(theo), /About Tomás[^]*warned/);
    await witness.look(theo, "item-warned");
    await theo.getByLabel("For how long?").selectOption({ label: "One week" });
    await press(theo, button(theo, "Pause"));
    assert.match(await notice(theo), /They have a pause/);
    await tomas.visit(`${post}/comment`);
    assert.match(await main(tomas), /You cannot write here for now/);
    assert.equal(await button(tomas, "Send").count(), 0);
    await witness.look(tomas, "comment-paused");
    await tomas.visit(`${place}/moderation`);
    assert.match(await main(tomas), /You can read everything\.[^]*This ends by itself on/);
    await witness.look(tomas, "own-paused");

    // It is taken back where every act stands.
    await theo.visit(`${place}/manage/queue/acts`);
    await following(theo, /^Theo gave Tomás a pause/);
    await witness.look(theo, "act-to-undo");
    await press(theo, button(theo, "Take it back"));
    assert.match(await notice(theo), /as it was before/);
    await tomas.visit(`${post}/comment`);
    assert.equal(await button(tomas, "Send").count(), 1);

    await theo.visit(`${place}/manage/queue?show=shown&q=again`);
    await press(theo, waiting(theo, "And I say it again.").getByRole("link", { name: /^More/ }));
    await theo.getByLabel("Reason").selectOption({ label: "It goes after somebody" });
    // Nothing chosen means until it is taken back.
    await press(theo, button(theo, "Ban from this site"));
    assert.match(await notice(theo), /They are banned/);
    // The form was open in his browser before.
    await tomas.getByLabel("Your comment").fill("Still here.");
    await press(tomas, button(tomas, "Send"));
    assert.match(await main(tomas), /You cannot write here any more/);
    assert.equal(await tomas.getByLabel("Your comment").inputValue(), "Still here.", "what was typed stays");
    assert.equal(await button(tomas, "Send").count(), 0);
    await witness.look(tomas, "comment-banned");
    await tomas.visit(`${place}/manage/posts`, 403);
    await tomas.visit(`${place}/moderation`);
    assert.match(await main(tomas), /You can no longer write or join here/);
    await witness.look(tomas, "own-banned");
    await guest.visit(post);
    assert.doesNotMatch(await main(guest), /Still here/);
    await guest.context().close();
  });

  test(`how many share a network is told, and never which, on a ${size}`, { timeout: 120_000 }, async () => {
    const { place, member, visitor, witness } = sites[size];
    const vera = await visitor("Vera");
    await comment(vera, { text: VERAS });
    // From here on a request waits beside the comments, which is answered for itself.
    await vera.visit(`${place}/join`);
    await vera.locator('[name="note"]').fill("I cook on Fridays.");
    await press(vera, vera.locator('form[action="/join"] button.is-primary'));
    const theo = await member("Theo");
    await theo.visit(`${place}/manage/queue`);
    await press(theo, waiting(theo, VERAS).getByRole("link", { name: /^More/ }));
    assert.doesNotMatch(await main(theo), /shares a network with/);
    await press(theo, button(theo, "Who shares this network\\?"));
    const answer = theo.getByRole("status").filter({ hasText: "network" });
    assert.match(await answer.innerText(), /^It shares a network with one other account here\.$/);
    assert.doesNotMatch(await main(theo), /Nora/, "nor who they are");
    await witness.look(theo, "item-network");
    // What is put away as spam from the list needs no reason chosen: it says so itself, and the numbers say so below.
    await following(theo, "Back to the queue");
    await press(theo, button(waiting(theo, VERAS), "Spam"));
    assert.match(await notice(theo), /put away as spam/);
    await theo.visit(`${place}/manage/log`);
    assert.match(await main(theo), /Theo looked who shares a network with Vera/);
    await witness.look(theo, "log");
    await theo.visit(`${place}/manage/queue?show=spam`);
    assert.equal(await waiting(theo, VERAS).count(), 1);
    await witness.look(theo, "queue-spam");
  });

  test(`many are chosen by keys and hidden at once, on a ${size}`, { timeout: 120_000 }, async () => {
    const { place, post, stranger, member, witness } = sites[size];
    const guest = await stranger();
    for (const name of ["Ben", "Cleo", "Dara"]) {
      await guest.visit(`${post}/comments`);
      await comment(guest, { name, text: `${name} shouts.` });
    }
    await guest.context().close();
    const theo = await member("Theo");
    await theo.visit(`${place}/manage/queue`);
    const chosen = theo.getByRole("group", { name: "With those you have chosen" });
    for (const name of ["Ben", "Cleo"]) {
      const box = waiting(theo, `${name} shouts.`).getByRole("checkbox");
      await box.focus();
      await theo.keyboard.press("Space");
      const [bar, mark, { height }] = [await chosen.boundingBox(), await box.boundingBox(), theo.viewportSize()];
      assert.ok(bar.y >= 0 && bar.y + bar.height <= height, "what can be done is in reach, however long the list");
      assert.ok(mark.y + mark.height <= bar.y, "and does not cover what was chosen by keys");
    }
    assert.equal(await theo.getByRole("checkbox", { checked: true }).count(), 2);
    assert.equal(await waiting(theo, "I cook on Fridays.").getByRole("checkbox").count(), 0);
    await witness.look(theo, "queue-chosen");
    await theo.getByLabel("Reason, for hiding").focus();
    await theo.keyboard.type("It attacks");
    const isHide = () => button(chosen, "Hide").evaluate((hide) => hide === document.activeElement);
    for (let step = 0; step < 5 && !(await isHide()); step += 1) await theo.keyboard.press("Tab");
    await Promise.all([theo.waitForEvent("framenavigated"), theo.keyboard.press("Enter")]);
    await theo.waitForLoadState("load");
    assert.match(await notice(theo), /It is done/);
    assert.deepEqual(
      await Promise.all(["Ben", "Cleo", "Dara"].map((name) => waiting(theo, `${name} shouts.`).count())),
      [0, 0, 1],
    );
    await theo.getByLabel("Search in comments").fill("nothing like this");
    await theo.keyboard.press("Enter");
    await theo.getByText("Nothing fits that.").waitFor();
    await witness.look(theo, "queue-none-found");
  });

  test(`every act stands in the log, and its numbers are there for everybody, on a ${size}`, { timeout: 120_000 }, async () => {
    const { place, stranger, member, witness } = sites[size];
    const theo = await member("Theo");
    await theo.visit(`${place}/manage/queue`);
    await following(theo, "What was done");
    assert.equal(theo.url(), `${place}/manage/queue/acts`);
    const acts = await theo.locator("main li a").allInnerTexts();
    const expected = [
      /^Theo hid: “(Ben|Cleo) shouts/,
      /^Theo hid: “(Ben|Cleo) shouts/,
      /^Theo put away as spam: “Best prices/,
      /^Theo banned Tomás: “And I say it again/,
      /^Theo gave Tomás a pause: “And I say it again/,
      /^Theo warned Tomás: Who was lazy/,
      /^Theo left as it is: Rent strike/,
      /^Theo hid: “Our bakery/,
      /^Theo showed: “Our bakery/,
      /^Theo showed: “See you/,
      /^Theo showed: “See you/,
    ];
    assert.equal(acts.length, expected.length, acts.join("\n"));
    expected.forEach((sentence, number) => assert.match(acts[number], sentence));
    await witness.look(theo, "acts");

    const guest = await stranger();
    await guest.visit(place);
    await following(guest, "How we moderate");
    const figures = await guest.locator("dl.figures > div").evaluateAll((lines) =>
      Object.fromEntries(lines.map((line) => [line.querySelector("dt").innerText, line.querySelector("dd").innerText.replaceAll(/\s+/g, " ")])));
    // What was taken back is counted as that alone: showing Ada's, hiding Nora's, the pause of Tomás.
    assert.equal(figures["Taken back by ourselves"], "3");
    assert.equal(figures["Comments shown after a look"], "2");
    assert.equal(figures.Hidden, "2 It attacks people for what they are: 2");
    assert.equal(figures["Put away as spam"], "1 Advertising: 1");
    assert.equal(figures["Reported, and left as it is"], "1");
    assert.equal(figures["People warned"], "1 It goes after somebody: 1");
    assert.equal(figures["People asked for a pause"], undefined);
    assert.equal(figures["People banned"], "1 It goes after somebody: 1");
    assert.equal(figures["Asked for another look"], "1; stayed: 0, taken back: 1, not answered yet: 0");
    const words = await guest.locator("body").innerText();
    for (const secret of ["Theo", "Maite", "Tomás", "Nora", "Vera", "Ada", "Ben", "bakery", "advertising under", "right"]) {
      assert.ok(!words.includes(secret), `“${secret}” is for nobody to read here`);
    }
    await witness.look(guest, "transparency");
    await guest.context().close();
  });

  test(`which comments wait is decided by the manager alone, on a ${size}`, { timeout: 60_000 }, async () => {
    const { place, stranger, member, witness } = sites[size];
    const maite = await member("Maite");
    await maite.visit(`${place}/manage/queue`);
    assert.equal(await maite.getByRole("link", { name: "Which comments wait?" }).count(), 0);
    const theo = await member("Theo");
    await theo.visit(`${place}/manage/queue`);
    await following(theo, "Which comments wait?");
    await witness.look(theo, "rules");
    await theo.getByRole("radio", { name: "None" }).check();
    await press(theo, button(theo, "Save"));
    assert.match(await notice(theo), /It is saved/);
    const guest = await stranger();
    await guest.visit(`${sites[size].post}/comments`);
    await comment(guest, { name: "Emil", text: "I am in." });
    assert.match(await notice(guest), /stands under the post now/);
    await guest.context().close();
  });

  test(`nothing is wrong with any page that was met, and none shows an address, on a ${size}`, { timeout: 180_000 }, () => {
    const { met, faults } = sites[size].witness;
    const wrong = faults();
    const network = SHARED_NETWORK.split(".").slice(0, 3).join(".");
    for (const { name, html } of met) {
      if (html.includes(network) || /\b10\.\d+\.\d+\.7\b/.test(html)) wrong.push(`${name} shows the address of a network`);
    }
    assert.ok(met.length > 30, `${met.length} pages were met`);
    nothingWrong(wrong);
  });
}
