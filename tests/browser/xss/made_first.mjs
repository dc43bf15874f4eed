// Forms whose page has to be made first.
import assert from "node:assert/strict";
import { filled, formOn } from "../sending.mjs";
import { BOSTON, ID, NETWORK, UMBRELLA, at, cut, judge, onOneLine, stage, tell, tokenOn, vectors } from "./stage.mjs";
import { throughOneForm } from "./one_form.mjs";

const parsed = async (html, field) => formOn(stage.people.editor, html, field);

/** A page on which a vector goes into one form again and again: where it is, and what else the form needs. */
const MADE = {
  address: async () => ({ form: await begun("/manage/posts/new"), also: { do: "schedule" } }),
  position: async () => ({ form: await begun("/manage/pages/new"), also: { do: "save" } }),
  topic: async () => {
    const admin = await at(NETWORK, "admin");
    const form = await parsed((await admin.get("/manage/topics")).html, "description");
    await admin.post("/manage/topics", filled(form.fields, { do: "add", name: "Rivers", description: "" }));
    const link = firstLink((await admin.get("/manage/topics?q=Rivers")).html, /href="(\/manage\/topics\/\d+)"/);
    return { at: NETWORK, form: link, also: { do: "rename" }, see: [link, "/manage/topics"] };
  },
  site: async () => {
    const chief = await at(UMBRELLA, "chief");
    return { at: UMBRELLA, form: firstLink((await chief.get("/manage/sites?q=Boston")).html, /href="(\/manage\/sites\/\d+)"/) };
  },
  request: async () => {
    const admin = await at(NETWORK, "admin");
    const rules = await parsed((await admin.get("/manage/rules")).html, "upload_quota");
    await admin.post("/manage/rules", filled(rules.fields, { start_mode: "request" }));
    const member = await at(NETWORK, "member");
    const form = await parsed((await member.get("/start")).html, "coordinates");
    const answer = await member.post("/start", filled(form.fields, { name: "Rivers", label: "rivers", about: "" }));
    assert.equal(answer.status, 303, "a wish");
    const link = firstLink((await admin.get("/manage/requests")).html, /href="(\/manage\/requests\/\d+)"/);
    return { at: NETWORK, form: link, also: { decision: "accepted" } };
  },
};

function firstLink(html, pattern) {
  const found = pattern.exec(html)?.[1];
  assert.ok(found, `nothing like ${pattern} on ${/<title>([^<]*)/.exec(html)?.[1]}`);
  return found;
}

async function begun(address) {
  const editor = await at(BOSTON, "editor");
  const { location } = await editor.post(address, { form_token: tokenOn((await editor.get(address)).html) });
  return location;
}

/** Makes the page and goes through its form. */
export async function throughMade(lines) {
  const made = await MADE[lines[0].form]();
  await throughOneForm(lines.map((line) => ({ ...line, ...made, also: { ...made.also, ...line.also } })));
}

/** Signing up with a vector for a name and a password that is too short, so that the form comes back. */
export async function throughSignUp(lines) {
  const guest = await at(ID, "guest");
  const blank = await parsed((await guest.get("/sign-up")).html, "email");
  const answer = await guest.post(blank.action, filled(blank.fields, { email: "newcomer@example.org" }));
  assert.equal(answer.status, 200, `${blank.action}: ${answer.html}`);
  const { link } = await stage.server.mailTo("newcomer@example.org");
  const { pathname, search } = new URL(link);
  const form = await parsed((await guest.get(`${pathname}${search}`)).html, "name");
  const pages = [];
  for (const vector of vectors) {
    for (const name of [cut(vector.html, 0), onOneLine(vector.html, 80)]) {
      pages.push({ name: `${vector.id} when signing up`, html: (await guest.post(form.action, filled(form.fields, { name, password: "short" }))).html });
    }
  }
  await judge(pages);
  tell(lines, 0, pages);
}
