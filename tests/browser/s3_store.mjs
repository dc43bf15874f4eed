// A store that speaks S3, as far as Umbel asks for it: it checks every signature (SigV4) and remembers what was asked.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import http from "node:http";

/** S3 takes no smaller part but the last one. */
const SMALLEST_PART = 5 * 1024 * 1024;
/** How far a client's clock may be off. */
const MOST_SECONDS_OFF = 15 * 60;

export const BUCKET = "umbel-files";
export const REGION = "eu-test-1";
export const KEY_ID = "UMBELKEYID";
// With the characters that are easily lost on the way through an address.
export const SECRET = "s3cret/With+some=characters";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
const md5 = (bytes, encoding) => createHash("md5").update(bytes).digest(encoding);

/** Starts a store with one empty bucket. */
export async function s3Store() {
  /** Names and bytes of all objects. */
  const objects = new Map();
  /** Uploads in parts that are not complete: their name and parts by number. */
  const uploads = new Map();
  /** What was asked, as "PUT name", and with what was wrong about it. */
  const asked = [];
  const refused = [];
  const held = new Set();
  let mood = "well";
  let uploadsBegun = 0;

  const server = http.createServer(async (request, response) => {
    const pieces = [];
    try {
      for await (const piece of request) pieces.push(piece);
    } catch {
      return;
    }
    const body = Buffer.concat(pieces);
    const [path, query = ""] = request.url.split("?");
    const asking = new URLSearchParams(query);
    const name = decodeURIComponent(path).replace(`/${BUCKET}`, "").replace(/^\//, "");
    asked.push({ method: request.method, name, query, bytes: body.length, range: request.headers.range ?? null });
    if (mood === "silent") {
      held.add(response);
      return;
    }
    const answer = (status, text = "", headers = {}) => {
      response.writeHead(status, { "content-type": "application/xml", ...headers });
      response.end(request.method === "HEAD" ? undefined : text);
    };
    const refuse = (status, code) => {
      refused.push(`${code} for ${request.method} ${request.url}`);
      answer(status, `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    };
    if (mood === "broken") return refuse(500, "InternalError");
    if (mood === "parts-break" && asking.has("partNumber") && asking.get("partNumber") !== "1") return refuse(403, "QuotaExceeded");
    const fault = faultOfSignature(request, path, query, body);
    if (fault) return refuse(403, fault);
    if (!path.startsWith(`/${BUCKET}`)) return refuse(404, "NoSuchBucket");

    if (request.method === "POST" && asking.has("delete")) {
      if (request.headers["content-md5"] !== md5(body, "base64")) return refuse(400, "BadDigest");
      const names = [...body.toString("utf8").matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key);
      for (const one of names) objects.delete(one);
      const deleted = names.map((one) => `<Deleted><Key>${one}</Key></Deleted>`).join("");
      return answer(200, `<?xml version="1.0"?><DeleteResult>${deleted}</DeleteResult>`);
    }
    if (request.method === "POST" && asking.has("uploads")) {
      uploadsBegun += 1;
      uploads.set(`upload-${uploadsBegun}`, { name, parts: new Map() });
      return answer(200, `<?xml version="1.0"?><InitiateMultipartUploadResult><Bucket>${BUCKET}</Bucket><Key>${name}</Key>` +
        `<UploadId>upload-${uploadsBegun}</UploadId></InitiateMultipartUploadResult>`);
    }
    if (asking.has("uploadId")) {
      const id = asking.get("uploadId");
      const upload = uploads.get(id);
      if (upload?.name !== name) return refuse(404, "NoSuchUpload");
      if (request.method === "PUT") {
        upload.parts.set(Number(asking.get("partNumber")), body);
        return answer(200, "", { etag: `"${md5(body, "hex")}"` });
      }
      uploads.delete(id);
      if (request.method === "DELETE") return answer(204);
      const listed = [...body.toString("utf8").matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part]) => ({
        number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
        etag: /<ETag>(.*?)<\/ETag>/.exec(part)?.[1].replaceAll("&quot;", "").replaceAll('"', ""),
      }));
      const whole = listed.map(({ number }) => upload.parts.get(number));
      if (listed.some(({ number, etag }, index) => !whole[index] || md5(whole[index], "hex") !== etag || (index > 0 && number <= listed[index - 1].number))) {
        return refuse(400, "InvalidPart");
      }
      if (whole.slice(0, -1).some((part) => part.length < SMALLEST_PART)) return refuse(400, "EntityTooSmall");
      objects.set(name, Buffer.concat(whole));
      return answer(200, `<?xml version="1.0"?><CompleteMultipartUploadResult><Key>${name}</Key>` +
        `<ETag>"${md5(body, "hex")}-${listed.length}"</ETag></CompleteMultipartUploadResult>`);
    }
    if (request.method === "PUT") {
      objects.set(name, body);
      return answer(200, "", { etag: `"${md5(body, "hex")}"` });
    }
    if (request.method === "DELETE") {
      objects.delete(name);
      return answer(204);
    }
    const bytes = objects.get(name);
    if (!bytes) return request.method === "HEAD" ? answer(404) : refuse(404, "NoSuchKey");
    const headers = { etag: `"${md5(bytes, "hex")}"`, "last-modified": new Date(0).toUTCString(), "content-type": "application/octet-stream" };
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (!range || request.method === "HEAD") return answer(200, bytes, { ...headers, "content-length": bytes.length });
    const [first, last] = [Number(range[1]), Math.min(Number(range[2]), bytes.length - 1)];
    if (first > last) return refuse(416, "InvalidRange");
    return answer(206, bytes.subarray(first, last + 1), {
      ...headers,
      "content-length": last - first + 1,
      "content-range": `bytes ${first}-${last}/${bytes.length}`,
    });
  });
  const listen = (port) => new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  await listen(0);
  const { port } = server.address();
  const close = () => {
    for (const response of held) response.destroy();
    held.clear();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return {
    objects,
    uploads,
    asked,
    refused,
    /** What Umbel is told to use it. */
    settings: {
      UMBEL_MEDIA__STORE: "s3",
      UMBEL_MEDIA__BUCKET: BUCKET,
      UMBEL_MEDIA__ENDPOINT: `http://127.0.0.1:${port}`,
      UMBEL_MEDIA__REGION: REGION,
      UMBEL_MEDIA__PREFIX: "our-umbel/",
      UMBEL_MEDIA__ACCESS_KEY_ID: KEY_ID,
      UMBEL_MEDIA__SECRET_ACCESS_KEY: SECRET,
    },
    /** The names of all objects that begin like this. */
    names: (beginning = "") => [...objects.keys()].filter((name) => name.startsWith(beginning)).sort(),
    /** "well", "broken" (500 for everything), "silent" (no answer at all) or "parts-break" (takes only the first part). */
    feel: (how) => {
      mood = how;
      for (const response of held) response.destroy();
      held.clear();
    },
    /** Nobody listens any more, until `comeBack()`. */
    goAway: close,
    comeBack: () => listen(port),
    stop: () => (server.listening ? close() : undefined),
  };
}

/** What is wrong about a request's signature, by S3's own words; null when it is right. */
function faultOfSignature(request, path, query, body) {
  const header = request.headers.authorization ?? "";
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(header);
  if (!parts) return "AccessDenied";
  const [, keyId, day, region, signed, signature] = parts;
  if (keyId !== KEY_ID) return "InvalidAccessKeyId";
  if (region !== REGION) return "AuthorizationHeaderMalformed";
  const moment = request.headers["x-amz-date"] ?? "";
  const [, year, month, date, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(moment) ?? [];
  const sent = Date.UTC(year, month - 1, date, hour, minute, second);
  if (!moment.startsWith(day) || !(Math.abs(Date.now() - sent) < MOST_SECONDS_OFF * 1_000)) return "RequestTimeTooSkewed";
  const names = signed.split(";");
  // What matters most must be signed, or somebody on the way could change it.
  if (["host", "x-amz-date", "x-amz-content-sha256"].some((name) => !names.includes(name))) return "AccessDenied";
  const digest = request.headers["x-amz-content-sha256"];
  if (digest !== sha256(body)) return "XAmzContentSHA256Mismatch";
  const encoded = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const sorted = [...new URLSearchParams(query)].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort().join("&");
  const headers = names.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/ +/g, " ")}\n`).join("");
  const canonical = [request.method, path, sorted, headers, signed, digest].join("\n");
  const text = ["AWS4-HMAC-SHA256", moment, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join("\n");
  const key = [region, "s3", "aws4_request"].reduce(hmac, hmac(`AWS4${SECRET}`, day));
  const right = hmac(key, text);
  return timingSafeEqual(right, Buffer.from(signature, "hex")) ? null : "SignatureDoesNotMatch";
}
