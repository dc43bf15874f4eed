// The fields that people fill in, and those that are left out, each with the reason.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { BOSTON, ID, NETWORK, OAXACA, UMBRELLA } from "./stage.mjs";

/** Text without half a sign, which no address can hold. */
const wellFormed = (text) => text.toWellFormed();

/** Some vectors are words that a site could be called by. */
const neverALabel = (html) => `${html}<b>`;

const LOOK = { who: "manager", at: OAXACA, form: "/manage/look", also: { act: "save" } };
const SHOWN = [["shown", "about"], ["shown", "action"], ["shown", "contact"]];
const SETTINGS = { who: "manager", at: OAXACA, form: "/manage/settings" };
const MENU = { who: "manager", form: "/manage/menus", afresh: ["automatic", "begin"], once: ["/manage/menus", "/"], on: "arrangement/menus.html" };
const START = { who: "manager", at: NETWORK };

/**
 * The fields, one line each: what people call it, who fills it where, the page of its form and its name there, and
 * where it shows. Lines of one form are sent together; `as` keeps apart what must not be.
 * A `form` may be a word of `WAYS`: then it goes its own way. `also` is what the form needs besides, `more` what stands
 * there several times, `longest` what it does not say itself, `to` where it is sent when that is elsewhere, `wear` what
 * a vector is put into, `afresh` what is done there at first and when there is no room for more. `asks` is for what
 * stands in an address. `on` is the template that holds the field.
 */
export const FIELDS = [
  { what: "a post's title", who: "editor", form: "post", field: "title", on: "writing/edit.html" },
  { what: "a post's text", who: "editor", form: "post", field: "source", on: "writing/edit.html" },
  { what: "a post's summary", who: "editor", form: "post", field: "summary", on: "writing/edit.html" },
  { what: "a post's tags", who: "editor", form: "post", field: "tags", longest: 40, on: "writing/edit.html" },
  { what: "the address of a post", who: "editor", form: "address", field: "address", as: "refused", on: "writing/edit.html" },
  { what: "the date of a post", who: "editor", form: "address", field: "date", as: "refused", on: "writing/edit.html" },
  { what: "the time of a post", who: "editor", form: "address", field: "time", as: "refused", on: "writing/edit.html" },
  { what: "the password of a post", who: "editor", form: "address", field: "password", as: "refused", on: "writing/edit.html" },
  { what: "a page's place among others", who: "editor", form: "position", field: "position", as: "refused", on: "writing/edit.html" },
  { what: "a guest's name", who: "guest", form: "comment", field: "name", on: "blog/comment.html" },
  { what: "a comment", who: "guest", form: "comment", field: "text", on: "blog/comment.html" },
  { what: "a report's words", who: "guest", form: "report", field: "note", also: { reason: "spam" }, on: "moderation/report.html" },
  { what: "what moderators tell somebody", who: "editor", form: "acts", field: "note", on: "moderation/item.html" },
  { what: "what somebody says against it", who: "member", form: "acts", field: "text", on: "moderation/own_act.html" },
  { what: "what is answered to that", who: "manager", form: "acts", field: "reason", on: "moderation/act.html" },
  { what: "words that hold a comment back", who: "manager", at: OAXACA, form: "/manage/queue/rules", field: "words", longest: 40, see: ["/manage/queue/rules"], on: "moderation/rules.html" },
  { what: "how many links a comment may have", who: "manager", at: OAXACA, form: "/manage/queue/rules", field: "most_links", as: "refused", on: "moderation/rules.html" },
  { what: "what a picture shows", who: "editor", form: "picture", field: "alt", on: "library/one.html" },
  { what: "what stands under a picture", who: "editor", form: "picture", field: "caption", on: "library/one.html" },
  { what: "a file's name", who: "editor", form: "file", field: "name" },
  { ...SETTINGS, what: "a site's name", field: "name", also: { is_template: "yes" }, see: ["/", "/manage", ["/start", NETWORK]], on: "manage/settings.html" },
  { ...SETTINGS, what: "the line under a site's name", field: "tagline", on: "manage/settings.html" },
  { ...SETTINGS, what: "what a site is about", field: "about", on: "manage/settings.html" },
  { ...SETTINGS, what: "a site's place", field: "place", on: "manage/settings.html" },
  { ...SETTINGS, what: "a site's topics", field: "topics", as: "topics", longest: 40, wear: (html) => html.replaceAll(",", " "), see: ["/", "/manage/settings"], on: "manage/settings.html" },
  { ...SETTINGS, what: "a site's contact", field: "contact", as: "refused", on: "manage/settings.html" },
  { ...LOOK, what: "the greeting of a front page", field: "intro", more: SHOWN, see: ["/", "/manage/look"], on: "appearance/look.html" },
  { ...LOOK, what: "a front page's words about a group", field: "about", on: "appearance/look.html" },
  { ...LOOK, what: "the heading of a front page's call", field: "action_title", on: "appearance/look.html" },
  { ...LOOK, what: "the words of a front page's call", field: "action_text", on: "appearance/look.html" },
  { ...LOOK, what: "the button of a front page's call", field: "action_button", on: "appearance/look.html" },
  { ...LOOK, what: "where a front page's call leads", field: "action_address", wear: (html) => `https://example.org/${encodeURI(wellFormed(html)).slice(0, 400)}`, on: "appearance/look.html" },
  { ...LOOK, what: "a front page's words on reaching a group", field: "contact_text", on: "appearance/look.html" },
  { ...LOOK, what: "where a group is to be found", field: "contact_place", on: "appearance/look.html" },
  { ...LOOK, what: "a group's further links", field: "contact_links", wear: (html) => `${html.replaceAll(/\s+/g, " ").slice(0, 80)} https://example.org/`, on: "appearance/look.html" },
  { ...LOOK, what: "an address a front page's call may not lead to", field: "action_address", as: "refused", also: { act: "save", action_button: "Go", accent: "own" } },
  { ...LOOK, what: "a link that cannot be", field: "contact_links", as: "refused" },
  { ...LOOK, what: "a group's mail address", field: "contact_mail", as: "refused", on: "appearance/look.html" },
  { ...LOOK, what: "a colour of one's own", field: "own_accent", as: "refused", on: "appearance/look.html" },
  { ...LOOK, what: "words to find a picture by", at: BOSTON, field: "find", as: "find", also: { act: "find" }, on: "appearance/look.html" },
  { ...LOOK, what: "a greeting, in the preview", field: "intro", as: "preview", to: "/manage/look/preview", more: SHOWN },
  { ...LOOK, what: "a call, in the preview", field: "action_title", as: "preview", to: "/manage/look/preview" },
  { what: "how somebody is called at a site", who: "manager", at: OAXACA, form: "/manage/membership", field: "handle", see: ["/manage/people", "/manage/membership"], on: "manage/membership.html" },
  { what: "somebody's name", who: "manager", at: ID, form: "/account", field: "name", see: ["/account", ["/manage/people", BOSTON, "admin"]], on: "account/overview.html" },
  { what: "another address of somebody's", who: "manager", at: ID, form: "/account/email", field: "email", as: "refused", on: "account/email.html" },
  { what: "the word that erases an account", who: "member", at: ID, form: "/account/erase", field: "word", as: "refused", on: "account/erase.html" },
  { what: "a code of an app", who: "manager", at: ID, form: "/account/app", field: "code", as: "refused", on: "account/app.html" },
  { what: "what a passkey is called", who: "member", form: "passkeys", field: "name", on: "account/passkey_new.html" },
  { what: "a name when signing up", who: "guest", form: "sign-up", field: "name", on: "account/name_and_password.html" },
  { ...MENU, what: "a menu's words", field: "label", also: { do: "add", url: "/blog" } },
  { ...MENU, what: "where a menu leads", field: "url", also: { do: "add", label: "x" }, wear: (html) => `https://example.org/${encodeURI(wellFormed(html))}`.slice(0, 500), as: "outside" },
  { ...MENU, what: "where a menu cannot lead", field: "url", also: { do: "add", label: "x" }, as: "refused" },
  // While there are few topics.
  { what: "another name for a topic", who: "admin", form: "topic", field: "name", on: "arrangement/topic.html" },
  { what: "other words on what a topic is", who: "admin", form: "topic", field: "description", on: "arrangement/topic.html" },
  { what: "a topic", who: "admin", at: NETWORK, form: "/manage/topics", field: "name", also: { do: "add" }, once: ["/manage/topics"], on: "arrangement/topics.html" },
  { what: "what a topic is", who: "admin", at: NETWORK, form: "/manage/topics", field: "description", also: { do: "add" }, on: "arrangement/topics.html" },
  { what: "words for somebody invited", who: "manager", form: "invitations", field: "note", on: "manage/people_invite.html" },
  { what: "the address of somebody invited", who: "manager", form: "/manage/people/invite", field: "email", as: "refused", on: "manage/people_invite.html" },
  { what: "a label of a site's address", who: "manager", at: OAXACA, form: "/manage/address", field: "label", wear: neverALabel, also: { act: "rename" }, as: "refused", on: "manage/address.html" },
  { what: "a domain of a site's own", who: "manager", at: OAXACA, form: "/manage/address", field: "domain", also: { act: "name" }, as: "refused domain", on: "manage/address.html" },
  { what: "how much a site may upload", who: "admin", at: NETWORK, form: "/manage/rules", field: "upload_quota", as: "refused", on: "manage/rules.html" },
  { what: "the name of a site that is founded", who: "chief", at: UMBRELLA, form: "/manage/sites/new", field: "name", as: "refused", on: "manage/found.html" },
  { what: "the label of a site that is founded", who: "chief", at: UMBRELLA, form: "/manage/sites/new", field: "label", wear: neverALabel, as: "refused", on: "manage/found.html" },
  { what: "the name of a new site", who: "admin", form: "sites", field: "name", on: "start/form.html" },
  { what: "what a new site is about", who: "admin", form: "sites", field: "about", on: "start/form.html" },
  { what: "the place of a new site", who: "admin", form: "sites", field: "place", on: "start/form.html" },
  { what: "the topics of a new site", who: "admin", form: "sites", field: "topics", on: "start/form.html" },
  { what: "why a site is closed", who: "admin", form: "sites", field: "reason", on: "manage/site.html" },
  { what: "what its people say against that", who: "keeper", form: "sites", field: "text", on: "manage/appeal.html" },
  { what: "another label for a site", who: "chief", form: "site", field: "label", wear: neverALabel, also: { act: "move" }, as: "label", on: "manage/site.html" },
  { what: "how much one site may upload", who: "chief", form: "site", field: "quota", also: { act: "quota" }, as: "quota", on: "manage/site.html" },
  { what: "the name of a site that is wished for", who: "somebody", form: "wishes", field: "name", on: "start/form.html" },
  { what: "its place, its topics and what it is about", who: "somebody", form: "wishes", field: "about", on: "start/form.html" },
  { what: "its coordinates", who: "somebody", form: "wishes", field: "coordinates", on: "start/form.html" },
  { what: "why a wish is declined", who: "admin", form: "wishes", field: "reason", on: "manage/request.html" },
  { what: "what somebody who wishes is called", who: "somebody", form: "wishes", field: "called" },
  { what: "words on wishing to join", who: "somebody", form: "wishes", field: "note", on: "account/join.html" },
  { what: "what is answered to that wish", who: "manager", form: "wishes", field: "reason", on: "manage/people_request.html" },
  { what: "why somebody must go", who: "manager", form: "wishes", field: "reason", on: "manage/person_removal.html" },
  { ...START, what: "the label of a new site", form: "/start", field: "label", wear: neverALabel, also: { name: "x" }, as: "refused", on: "start/form.html" },
  { what: "the label for a wish", who: "admin", form: "request", field: "label", wear: neverALabel, on: "manage/request.html" },
  // After the menus and the pictures, in whose rooms they are listed.
  { what: "a page's title", who: "editor", form: "page", field: "title" },
  { what: "a page's text", who: "editor", form: "page", field: "source" },
  { what: "a page's summary", who: "editor", form: "page", field: "summary" },
  { what: "an event's title", who: "file", form: "packed", field: "events" },
  { what: "everything else in a packed site", who: "file", form: "packed", field: "rest" },
  { what: "words to search for", who: "guest", form: "/search", field: "q", asks: true, on: "parts/search_form.html" },
  { what: "words to search for, above", who: "guest", at: NETWORK, form: "/search", field: "q", asks: true, on: "parts/search_big.html" },
  { what: "words to search people for", who: "manager", form: "/manage/people", field: "q", asks: true, on: "manage/people.html" },
  { what: "words to search a successor for", who: "manager", form: "/manage/membership/successor", field: "q", asks: true, on: "manage/membership_successor.html" },
  { what: "words to search sites for", who: "admin", at: NETWORK, form: "/manage/sites", field: "q", asks: true, on: "manage/sites.html" },
  { what: "words to search posts for", who: "editor", form: "/manage/posts", field: "q", asks: true, on: "writing/posts.html" },
  { what: "words to search pages for", who: "editor", form: "/manage/pages", field: "q", asks: true, on: "writing/pages.html" },
  { what: "words to search events for", who: "editor", form: "/manage/events", field: "q", asks: true, on: "arrangement/events.html" },
  { what: "words to search topics for", who: "editor", form: "/manage/topics", field: "q", asks: true, on: "arrangement/topics.html" },
  { what: "words to search the queue for", who: "editor", form: "/manage/queue", field: "q", asks: true, on: "moderation/queue.html" },
  { what: "words to search the library for", who: "editor", form: "/manage/library", field: "q", asks: true, on: "library/list.html" },
  { what: "an address where nothing is", who: "guest", form: "/", field: "path", asks: "path" },
  { what: "where somebody goes after signing in", who: "guest", at: ID, form: "/sign-in", field: "to", asks: true },
  { what: "what was done, in an address", who: "editor", form: "/manage/posts", field: "done", asks: true },
  { what: "an address to sign in with", who: "guest", at: ID, form: "/sign-in", field: "email", on: "account/sign_in.html" },
  { what: "an address to sign up with", who: "guest", at: ID, form: "/sign-up", field: "email", on: "account/address.html" },
];

/** Whether what is typed into a field is kept, unlike what is refused or looked for. */
export const isKept = ({ as: apart = "", asks, form }) =>
  !asks && !/^(refused|find|preview|label|quota)/.test(apart) && !["sign-up", "request", "/sign-in", "/sign-up"].includes(form);

/** What is left out: nothing of it is ever shown again, or it says by itself that nothing but a few signs is taken. */
const LEFT_OUT = {
  password: "is never shown again",
  old: "is never shown again",
  homepage: "is a trap for programs, and is not kept",
  file: "is chosen, not typed",
  focal_x: "is a slider",
  focal_y: "is a slider",
};
const LEFT_OUT_HERE = {
  "account/invitation.html name": "the form of account/name_and_password.html, by the same code",
  "account/name_and_password.html email": "the set-up link of a new installation alone",
  "account/code.html code": "shown to nobody again; one that does not fit leaves an empty field",
  "account/confirm.html code": "shown to nobody again; one that does not fit leaves an empty field",
  "arrangement/lines.html label": "the fields of arrangement/menus.html once more: what was added stands in them",
  "arrangement/lines.html url": "the fields of arrangement/menus.html once more: what was added stands in them",
};

/** The fields of all templates that nobody has thought of here. */
export function forgotten() {
  const repository = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../..");
  const known = new Set(FIELDS.flatMap(({ on, field }) => (on ? [`${on} ${field}`] : [])));
  const missing = [];
  for (const folder of ["crates", "themes"]) {
    for (const file of readdirSync(path.join(repository, folder), { recursive: true }).filter((name) => name.endsWith(".html"))) {
      const template = file.split("/templates/").at(-1);
      if (!file.includes("/templates/") || template === "forms.html") continue;
      const text = readFileSync(path.join(repository, folder, file), "utf8");
      const typed = [...text.matchAll(/<(?:field|longtext)\b[^>]*?\bname="([^"{]+)"|<textarea\b[^>]*?\bname="([^"{]+)"|<input\b(?![^>]*\btype="(?:hidden|radio|checkbox)")[^>]*?\bname="([^"{]+)"/g)];
      for (const name of typed.map((match) => match.slice(1).find(Boolean))) {
        const key = `${template} ${name}`;
        if (!known.has(key) && !LEFT_OUT[name] && !LEFT_OUT_HERE[key]) missing.push(key);
      }
    }
  }
  return missing;
}
