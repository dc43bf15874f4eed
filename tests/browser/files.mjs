// Files for tests to send, made here.
import zlib from "node:zlib";

/** A picture of one colour, made here. */
export function png(width, height, [red, green, blue]) {
  const piece = (type, bytes) => {
    const whole = Buffer.concat([Buffer.from(type, "latin1"), bytes]);
    const out = Buffer.alloc(whole.length + 8);
    out.writeUInt32BE(bytes.length, 0);
    whole.copy(out, 4);
    out.writeUInt32BE(checksum(whole), whole.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, piece("IHDR", head), piece("IDAT", zlib.deflateSync(rows)), piece("IEND", Buffer.alloc(0))]);
}

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** The smallest document that is one. */
export const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
