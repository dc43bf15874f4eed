// A server of a test's own, set up by `umbel init`: for what changes accounts, sites and settings.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { get } from "./network.mjs";

const PROGRAM =
  process.env.UMBEL_BIN ?? path.join(path.dirname(fileURLToPath(import.meta.url)), "../../target/debug/umbel");
const LONGEST_START_MS = 60_000;
const LONGEST_STOP_MS = 15_000;
const LONGEST_MAIL_MS = 15_000;

/** A port that was free a moment ago. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Sets up an umbrella, with the networks and sites of `places` beneath it, and serves it until `stop()`.
 * A place is {host, name, under, locale, theme}; a network has no `under`. `settings` are further ones, by their names in
 * the environment.
 */
export async function ownServer({ umbrella = "umbrella.localhost", places = [], settings = {} } = {}) {
  if (!existsSync(PROGRAM)) throw new Error(`no program at ${PROGRAM}: build it, or name one in UMBEL_BIN`);
  const folder = mkdtempSync(path.join(tmpdir(), "umbel-own-"));
  const port = await freePort();
  // A database that somebody has in the environment is not ours to fill.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("UMBEL_")));
  Object.assign(environment, {
    UMBEL_DATA_DIR: folder,
    UMBEL_LISTEN: `127.0.0.1:${port}`,
    UMBEL_SERVER__PUBLIC_SCHEME: "http",
    UMBEL_SERVER__PUBLIC_PORT: String(port),
    // Each browser says which network it is in, so that they don't use up each other's tries.
    UMBEL_SERVER__TRUSTED_PROXIES: "127.0.0.1/32",
    ...settings,
  });

  /** Runs `umbel` with these words and gives what it prints. */
  const command = async (...words) => {
    const { stdout } = await promisify(execFile)(PROGRAM, words, { env: environment, timeout: 60_000 });
    return stdout;
  };
  /** Runs `umbel doctor`, with other settings if need be: {isWell, said}. */
  const doctor = async (words = [], others = {}) => {
    const env = { ...environment, ...others };
    const run = promisify(execFile)(PROGRAM, ["doctor", ...words], { env, timeout: 120_000 });
    return run.then(
      ({ stdout }) => ({ isWell: true, said: stdout }),
      ({ stdout, stderr }) => ({ isWell: false, said: `${stdout}${stderr}` }),
    );
  };
  /** The first address of ours in a text. */
  const linkIn = (text) => /https?:\/\/\S+/.exec(text)?.[0] ?? null;

  const setUpText = await command("init", "--host", umbrella, "--name", "Our umbrella");
  for (const { host, name, under, locale, theme } of places) {
    const choices = Object.entries({ under, locale, theme }).flatMap(([key, value]) => (value ? [`--${key}`, value] : []));
    await command("site", "create", host, "--name", name, ...choices);
  }

  const log = path.join(folder, "server.log");
  const output = openSync(log, "w");
  const program = spawn(PROGRAM, ["serve"], { env: environment, stdio: ["ignore", output, output] });
  let ended = false;
  program.on("exit", () => {
    ended = true;
  });
  const until = Date.now() + LONGEST_START_MS;
  for (;;) {
    const answer = await get(`http://${umbrella}:${port}/-/ready`).catch(() => null);
    if (answer?.status === 200) break;
    if (ended || Date.now() > until) throw new Error(`the server did not come up:\n${readFileSync(log, "utf8").slice(-2_000)}`);
    await wait(50);
  }

  /** All mails so far, oldest first: {to, kind, subject, text, html, letter, link}. */
  const mails = () => {
    const box = path.join(folder, "mail");
    if (!existsSync(box)) return [];
    const folders = readdirSync(box).filter((name) => /^\d+-/.test(name)).sort();
    return folders.map((name) => {
      const read = (file) => readFileSync(path.join(box, name, file), "utf8");
      const letter = read("message.eml");
      const text = read("text.txt");
      return {
        to: /^To: (.*)$/im.exec(letter)?.[1].trim() ?? "",
        kind: name.replace(/^\d+-/, ""),
        subject: read("subject.txt").trim(),
        text,
        html: read("body.html"),
        letter,
        link: linkIn(text),
      };
    });
  };

  return {
    umbrella,
    port,
    command,
    doctor,
    mails,
    setUpLink: linkIn(setUpText),
    /** The address of a host without a slash at its end. */
    at: (host) => `http://${host}:${port}`,
    /** Whether an address is one of this server's. */
    isOurs: (address) => {
      const url = new URL(address);
      return url.port === String(port) && url.hostname.endsWith(".localhost");
    },
    /** The newest mail to an address whose kind fits, once it is there. */
    mailTo: async (address, kind) => {
      const last = Date.now() + LONGEST_MAIL_MS;
      for (;;) {
        const all = mails();
        const found = all.filter((mail) => mail.to.includes(address) && (!kind || mail.kind === kind)).at(-1);
        if (found) return found;
        if (Date.now() > last) {
          throw new Error(`no mail (${kind ?? "any"}) to ${address} among: ${all.map((mail) => `${mail.kind} to ${mail.to}`).join(", ")}`);
        }
        await wait(100);
      }
    },
    /** What the server said last. */
    lastWords: () => readFileSync(log, "utf8").slice(-3_000),
    stop: async () => {
      if (!ended) {
        program.kill("SIGTERM");
        const last = Date.now() + LONGEST_STOP_MS;
        while (!ended && Date.now() < last) await wait(50);
        if (!ended) program.kill("SIGKILL");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
