// A name server on this machine that knows TXT records, and can fail in the ways real ones do (RFC 1035).
import dgram from "node:dgram";
import net from "node:net";

const TXT = 16;
const CODES = { fine: 0, broken: 2, unknown: 3, refuses: 5 };
const HEADER = 12;

/** Starts a name server. What it says about a name is set with `put`; other names do not exist. */
export async function nameServer() {
  const records = new Map();
  /** What it was asked: {name, type, by}. */
  const asked = [];

  /** The answer to a question; null for none. */
  function answer(message, by) {
    const labels = [];
    let at = HEADER;
    while (message[at] !== 0) {
      labels.push(message.toString("latin1", at + 1, at + 1 + message[at]));
      at += 1 + message[at];
    }
    const type = message.readUInt16BE(at + 1);
    const question = message.subarray(HEADER, at + 5);
    const name = labels.join(".").toLowerCase();
    asked.push({ name, type, by });
    const known = records.get(name);
    if (known === "silent") return null;
    const texts = Array.isArray(known) && type === TXT ? known : [];
    const code = typeof known === "string" ? CODES[known] : known ? CODES.fine : CODES.unknown;
    const rows = texts.map((strings) => {
      const content = Buffer.concat(strings.map((text) => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)])));
      const row = Buffer.alloc(12);
      row.writeUInt16BE(0xc000 | HEADER, 0);
      row.writeUInt16BE(TXT, 2);
      row.writeUInt16BE(1, 4);
      row.writeUInt32BE(60, 6);
      row.writeUInt16BE(content.length, 10);
      return Buffer.concat([row, content]);
    });
    const size = HEADER + question.length + rows.reduce((sum, row) => sum + row.length, 0);
    // What does not fit has to be asked for once more, over TCP.
    const isCut = by === "udp" && size > 512;
    const head = Buffer.alloc(HEADER);
    message.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8180 | (message[2] & 1 ? 0x0100 : 0) | (isCut ? 0x0200 : 0) | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(isCut ? 0 : rows.length, 6);
    return Buffer.concat([head, question, ...(isCut ? [] : rows)]);
  }

  const udp = dgram.createSocket("udp4");
  udp.on("message", (message, { address, port }) => {
    const said = answer(message, "udp");
    if (said) udp.send(said, port, address);
  });
  await new Promise((resolve) => udp.bind(0, "127.0.0.1", resolve));
  const { port } = udp.address();
  const sockets = new Set();
  const tcp = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let rest = Buffer.alloc(0);
    socket.on("data", (piece) => {
      rest = Buffer.concat([rest, piece]);
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
        const length = rest.readUInt16BE(0);
        const said = answer(rest.subarray(2, 2 + length), "tcp");
        rest = rest.subarray(2 + length);
        if (said) socket.write(Buffer.concat([Buffer.from([said.length >> 8, said.length & 255]), said]));
      }
    });
  });
  await new Promise((resolve, reject) => {
    tcp.once("error", reject);
    tcp.listen(port, "127.0.0.1", resolve);
  });
  return {
    asked,
    /** What Umbel is told to ask it. */
    settings: { UMBEL_DOMAINS__NAME_SERVER: `127.0.0.1:${port}` },
    /** Texts as [["one string"], ["two", " strings"]]; or "fine" (no such record), "unknown", "broken", "refuses", "silent". */
    put: (name, what) => records.set(name.toLowerCase(), what),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([new Promise((resolve) => udp.close(resolve)), new Promise((resolve) => tcp.close(resolve))]);
    },
  };
}
