// Keeps what somebody writes: at once on this device, and every few seconds at the site.
import { clock, make, settled } from "./editor-parts.js";

/** From a change to keeping it here, and to sending it; while somebody goes on writing, it is sent this often. */
const HERE_AFTER_MS = 400;
const SEND_AFTER_MS = 2_000;
const SEND_EVERY_MS = 5_000;
/** Between tries that failed: the first pause, doubled up to the last. */
const FIRST_PAUSE_MS = 3_000;
const LAST_PAUSE_MS = 60_000;
const LONGEST_ANSWER_MS = 15_000;
const FIELDS = ["title", "source", "summary"];

/**
 * Keeps the text of a form. `write()` brings its fields up to date, `take(fields)` puts others there.
 * Gives `changed()` for what is not an input of a field.
 */
export function keep({ form, words, write, take }) {
  const key = `umbel-text-${form.dataset.post}`;
  const foundKey = `${key}-found`;
  const status = form.querySelector("[data-editor-status]") ?? form.insertBefore(make("div", { role: "status" }), form.firstChild);
  const banners = make("div", { className: "editor-banners", role: "status" });
  form.prepend(banners);
  const inputs = FIELDS.map((name) => form.elements.namedItem(name)).filter(Boolean);

  const now = () => {
    write();
    return Object.fromEntries(inputs.map((input) => [input.name, settled(input.value)]));
  };
  // A title and a summary are one line, wherever somebody broke it.
  const plain = (text, name) => (name === "source" ? settled(text ?? "") : (text ?? "").replaceAll(/\s+/g, " ").trim());
  const same = (one, other) => Boolean(one && other) && FIELDS.every((name) => plain(one[name], name) === plain(other[name], name));

  const opened = now();
  let safe = opened;
  let isHere = true;
  let isLeaving = false;
  let pause = 0;
  let running = null;
  let firstUnsent = 0;
  let hereTimer = 0;
  let sendTimer = 0;

  // --- what is said ---

  function say(state, sentence) {
    status.dataset.state = state;
    // Said again only when it is something else: it is read out.
    if (sentence !== undefined && status.textContent !== sentence) status.textContent = sentence;
  }

  /** A sentence above the text that stays until what it says is over. */
  function banner(name, sentence, ...actions) {
    const old = banners.querySelector(`[data-name="${name}"]`);
    if (!sentence) {
      old?.remove();
      return;
    }
    if (old?.dataset.sentence === sentence) return;
    old?.remove();
    banners.append(make("div", { className: `notice${name === "others" ? "" : " is-warning"}`, data: { name, sentence } },
      make("p", { textContent: sentence }), ...(actions.length > 0 ? [make("div", { className: "actions" }, ...actions)] : [])));
  }
  const button = (text, onclick, className = "") =>
    make("button", { type: "button", className: `button ${className}`.trim(), textContent: text, onclick });

  // --- on this device ---

  function keepHere() {
    clearTimeout(hereTimer);
    const entry = { ...now(), at: Date.now(), version: form.dataset.version };
    try {
      localStorage.setItem(key, JSON.stringify(entry));
      isHere = true;
    } catch {
      isHere = false;
    }
    return entry;
  }

  function stored(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }
  const forget = (name) => {
    try {
      localStorage.removeItem(name);
    } catch { /* Where nothing can be kept, nothing is to be forgotten. */ }
  };

  /** What was written here and never arrived: offered, never taken by itself. */
  function offer() {
    const entries = [stored(key), stored(foundKey)].filter(Boolean);
    // The page shows it, but with an answer that saved nothing: then it is still only here.
    const isOnlyShown = ({ version }) => Number(form.dataset.version) <= Number(version);
    if (entries.some((entry) => same(entry, opened) && isOnlyShown(entry))) {
      safe = null;
      changed();
    } else {
      forget(key);
    }
    const [entry] = entries.filter((found) => !same(found, opened)).sort((one, other) => other.at - one.at);
    if (!entry) {
      forget(foundKey);
      return;
    }
    // Under a name of its own until somebody decides: writing on does not take its place.
    try {
      localStorage.setItem(foundKey, JSON.stringify(entry));
    } catch { /* It is in this page. */ }
    const decided = () => { banner("found", null); forget(foundKey); };
    banner("found", words("found", { time: clock(entry.at) }),
      button(words("found-take"), () => { take(entry); changed(); keepHere(); decided(); }, "is-primary"),
      button(words("found-drop"), decided, "is-quiet"));
  }

  // --- at the site ---

  function changed() {
    if (isLeaving) return;
    const moment = Date.now();
    if (!firstUnsent) firstUnsent = moment;
    isHere = false;
    clearTimeout(hereTimer);
    hereTimer = setTimeout(() => keepHere(), HERE_AFTER_MS);
    // After a failure the next try is planned already: going on to write does not put it off.
    if (!pause) plan(Math.min(SEND_AFTER_MS, Math.max(0, firstUnsent + SEND_EVERY_MS - moment)));
  }

  function plan(milliseconds) {
    clearTimeout(sendTimer);
    sendTimer = setTimeout(send, milliseconds);
  }

  async function send() {
    clearTimeout(sendTimer);
    if (isLeaving || running) return;
    const text = now();
    if (same(text, safe)) {
      firstUnsent = 0;
      return;
    }
    say("keeping", status.textContent ? undefined : words("keeping"));
    running = new AbortController();
    const tooLong = setTimeout(() => running?.abort(), LONGEST_ANSWER_MS);
    try {
      await post(text);
    } catch (failure) {
      failed(failure);
    } finally {
      clearTimeout(tooLong);
      running = null;
    }
    if (!isLeaving && firstUnsent && status.dataset.state !== "refused") plan(pause || SEND_AFTER_MS);
  }

  async function post(text, isSecondTry = false) {
    const body = new URLSearchParams({ form_token: form.dataset.token, ...text, version: form.dataset.version });
    const answer = await fetch(form.dataset.keep, { method: "POST", body, redirect: "manual", signal: running.signal });
    const isSignedOut = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
    if (isSignedOut && !isSecondTry && (await isSignedInAgain())) return post(text, true);
    if (isSignedOut) throw Object.assign(new Error("signed out"), { kind: "signed-out" });
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
      throw Object.assign(new Error(`status ${answer.status}`), { kind: "refused" });
    }
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    arrived(text, await answer.json());
  }

  /** Whether somebody signed in again in another tab: then this page takes their new token. */
  async function isSignedInAgain() {
    const answer = await fetch(location.pathname, { redirect: "manual", signal: running.signal });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[data-editor]")?.dataset.token;
    if (!token || token === form.dataset.token) return false;
    for (const input of document.querySelectorAll('input[name="form_token"]')) {
      if (input.value === form.dataset.token) input.value = token;
    }
    form.dataset.token = token;
    return true;
  }

  function arrived(text, { kept_at: time, others = [], changed_by: changedBy }) {
    safe = text;
    pause = 0;
    banner("signed-out", null);
    const isAll = same(now(), safe);
    firstUnsent = isAll ? 0 : Date.now();
    // Nothing stays on a device that others may use, once the site has it.
    if (isAll) {
      clearTimeout(hereTimer);
      isHere = true;
      forget(key);
    }
    say("kept", words("kept", { time }));
    banner("others", others.length > 0 ? words("others", { names: others.join(", ") }) : null);
    banner("changed", changedBy ? words("changed", { name: changedBy }) : null,
      make("a", { className: "button", href: `${location.pathname}/revisions`, target: "_blank", rel: "noopener", textContent: words("changed-see") }));
  }

  function failed({ kind }) {
    if (isLeaving) return;
    const { at } = keepHere();
    pause = pause ? Math.min(pause * 2, LAST_PAUSE_MS) : FIRST_PAUSE_MS;
    const time = clock(at);
    if (!isHere) say("failed", words("kept-nowhere"));
    else if (kind) say(kind === "refused" ? "refused" : "failed", words("refused", { time }));
    else say("failed", words("kept-here", { time }));
    if (kind === "signed-out") {
      banner("signed-out", words("signed-out"),
        make("a", { className: "button is-primary", href: "/sign-in?to=/manage", target: "_blank", rel: "noopener", textContent: words("sign-in") }));
    }
  }

  const again = () => {
    if (firstUnsent && document.visibilityState === "visible") {
      pause = 0;
      plan(0);
    }
  };

  for (const input of inputs) input.addEventListener("input", changed);
  addEventListener("online", again);
  addEventListener("focus", again);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && firstUnsent && !isLeaving) {
      keepHere();
      plan(0);
    } else {
      again();
    }
  });
  form.addEventListener("submit", () => {
    write();
    // Forgotten by the page that comes when it is saved.
    if (!same(now(), safe)) keepHere();
    isLeaving = true;
    clearTimeout(sendTimer);
    running?.abort();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) isLeaving = false;
  });
  addEventListener("beforeunload", (event) => {
    // Only what is neither there nor here would be lost.
    if (!isLeaving && firstUnsent) keepHere();
    if (!isLeaving && firstUnsent && !isHere) event.preventDefault();
  });

  offer();
  return { changed, say: (sentence) => say("said", sentence) };
}
