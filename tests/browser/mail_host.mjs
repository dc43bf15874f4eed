// A mail host on this machine that speaks TLS, wants a password and remembers what it is told.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";

export const USER = "post@umbrella.localhost";
export const MAIL_PASSWORD = "p/w:with @ signs";

/** An authority of one's own, the certificate it gave to `localhost`, and one for the same name from nobody known. */
export function certificates() {
  const folder = mkdtempSync(path.join(tmpdir(), "umbel-certificates-"));
  const at = (name) => path.join(folder, name);
  const openssl = (...words) => execFileSync("openssl", words, { stdio: ["ignore", "ignore", "pipe"] });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const authority = (name, title) =>
    openssl("req", "-x509", ...key, "-keyout", at(`${name}.key`), "-out", at(`${name}.pem`), "-days", "2", "-subj", `/CN=${title}`);
  writeFileSync(at("host.cnf"), "subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\nbasicConstraints=critical,CA:FALSE\n");
  const host = (name, by) => {
    openssl("req", ...key, "-keyout", at(`${name}.key`), "-out", at(`${name}.csr`), "-subj", "/CN=localhost");
    openssl("x509", "-req", "-in", at(`${name}.csr`), "-CA", at(`${by}.pem`), "-CAkey", at(`${by}.key`), "-days", "2", "-extfile", at("host.cnf"), "-out", at(`${name}.pem`));
    return { key: readFileSync(at(`${name}.key`)), cert: readFileSync(at(`${name}.pem`)) };
  };
  authority("ours", "An authority of our own");
  authority("strange", "Nobody we know");
  return {
    ours: host("host", "ours"),
    strange: host("impostor", "strange"),
    /** The file with the certificate of the authority. */
    root: at("ours.pem"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Starts a mail host. `protection` is "from the start", "asked for" (STARTTLS) or "none"; `certificate` is {key, cert}, and
 * may be another one later (`useCertificate`).
 */
export async function mailHost({ protection, certificate }) {
  /** Every line it heard: {connection, encrypted, line}; what belongs to a mail is not among them. */
  const heard = [];
  /** The mails it took: {from, to, letter}. */
  const mails = [];
  const sockets = new Set();
  let shown = certificate;
  let connections = 0;

  function converse(first, encryptedFromTheStart) {
    connections += 1;
    const connection = connections;
    let socket = first;
    let encrypted = encryptedFromTheStart;
    let rest = "";
    let isSignedIn = false;
    let letter = null;
    let envelope = { from: null, to: [] };
    let login = null;
    const say = (...lines) => socket.write(lines.map((line) => `${line}\r\n`).join(""));
    const signIn = (user, password) => {
      isSignedIn = user === USER && password === MAIL_PASSWORD;
      say(isSignedIn ? "235 2.7.0 come in" : "535 5.7.8 user name or password is wrong");
    };
    const plain = (text) => Buffer.from(text, "base64").toString("utf8");
    function obey(line) {
      heard.push({ connection, encrypted, line });
      if (login) {
        if (login.user === undefined) {
          login.user = plain(line);
          return say("334 UGFzc3dvcmQ6");
        }
        signIn(login.user, plain(line));
        login = null;
        return undefined;
      }
      const [verb] = line.toUpperCase().split(/[ :]/);
      switch (verb) {
        case "EHLO": {
          const offers = [encrypted ? "AUTH PLAIN LOGIN" : protection === "asked for" ? "STARTTLS" : null, "8BITMIME", "SIZE 10000000"].filter(Boolean);
          return say("250-localhost", ...offers.map((offer, index) => (index === offers.length - 1 ? `250 ${offer}` : `250-${offer}`)));
        }
        case "STARTTLS": {
          if (protection !== "asked for" || encrypted) return say("503 not now");
          say("220 go on");
          socket.removeAllListeners("data");
          const bare = socket;
          // What was said before encryption counts for nothing.
          rest = "";
          socket = new tls.TLSSocket(bare, { isServer: true, ...shown });
          socket.on("secure", () => {
            encrypted = true;
          });
          socket.on("error", () => bare.destroy());
          return listen();
        }
        case "AUTH": {
          const [, method, initial] = line.split(" ");
          if (!encrypted) return say("538 5.7.11 not without encryption");
          if (method === "PLAIN" && initial) {
            const [, user, password] = plain(initial).split("\0");
            return signIn(user, password);
          }
          login = {};
          return say("334 VXNlcm5hbWU6");
        }
        case "MAIL":
          if (!isSignedIn) return say("530 5.7.0 sign in first");
          envelope = { from: /<(.*)>/.exec(line)[1], to: [] };
          return say("250 fine");
        case "RCPT":
          envelope.to.push(/<(.*)>/.exec(line)[1]);
          return say("250 fine");
        case "DATA":
          letter = [];
          return say("354 go on");
        case "QUIT":
          say("221 bye");
          return socket.end();
        default:
          return say("250 fine");
      }
    }
    function take(line) {
      if (letter === null) return obey(line);
      if (line !== ".") return letter.push(line.replace(/^\./, ""));
      mails.push({ connection, encrypted, ...envelope, letter: letter.join("\n") });
      letter = null;
      return say("250 taken");
    }
    function listen() {
      socket.on("data", (piece) => {
        // Mails are plain letters on the wire.
        rest += piece.toString("latin1");
        for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
          const line = rest.slice(0, end);
          rest = rest.slice(end + 2);
          take(line);
        }
      });
    }
    first.on("error", () => first.destroy());
    listen();
    say("220 localhost ready");
  }

  const server =
    protection === "from the start"
      ? tls.createServer({ SNICallback: (_, give) => give(null, tls.createSecureContext(shown)), ...shown }, (socket) => converse(socket, true))
      : net.createServer((socket) => converse(socket, false));
  const refusals = [];
  server.on("tlsClientError", (error) => refusals.push(error.message));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  const person = (password) => `${encodeURIComponent(USER)}:${encodeURIComponent(password)}`;
  return {
    heard,
    mails,
    port,
    /** Handshakes that came to nothing. */
    refusals,
    connections: () => connections,
    /** The address for `UMBEL_SMTP_URL`. A name and no number: only a number of this machine may go without encryption. */
    address: (password = MAIL_PASSWORD) => `${protection === "from the start" ? "smtps" : "smtp"}://${person(password)}@localhost:${port}`,
    useCertificate: (other) => {
      shown = other;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
