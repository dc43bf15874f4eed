// Forms as a signed-in person's browser sends them, without a page for each: for what is filled in hundreds of times.
import http from "node:http";

/** How many requests are under way at once. */
const AT_ONCE = 6;

/** Sends a request; the connection goes to 127.0.0.1, because only browsers resolve `*.localhost` by themselves. */
function request(address, { method = "GET", headers = {}, body = null } = {}) {
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = http.request(
      { host: "127.0.0.1", port: url.port, path: url.pathname + url.search, method, headers: { host: url.host, ...headers } },
      (response) => {
        const pieces = [];
        response.on("data", (piece) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode,
            location: response.headers.location ?? null,
            cookies: response.headers["set-cookie"] ?? [],
            html: Buffer.concat(pieces).toString("utf8"),
          }));
      },
    );
    sent.setTimeout(30_000, () => sent.destroy(new Error(`no answer from ${address} in 30 s`)));
    sent.on("error", reject);
    if (body) sent.write(body);
    sent.end();
  });
}

let networks = 0;

/** Each request from a network of its own: limits are tried elsewhere. */
function ownNetwork() {
  networks += 1;
  return { "x-forwarded-for": `10.${(networks >> 8) & 255}.${networks & 255}.7` };
}

/** What a browser says with a form from one of our own pages. */
function formHeaders(origin, body) {
  return {
    origin,
    "sec-fetch-site": "same-origin",
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
  };
}

/** Somebody at a place: `origin` with the cookies of a browser context that signed in there, or nobody's. */
export async function senderAt(origin, context = null) {
  // Each cookie is of one host alone, which the list that is given here does not mind.
  const { hostname } = new URL(origin);
  const cookies = context ? (await context.cookies()).filter(({ domain }) => domain === hostname) : [];
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const usual = () => ({ ...ownNetwork(), ...(cookie ? { cookie } : {}) });
  const get = (path) => request(new URL(path, origin).href, { headers: usual() });
  return {
    origin,
    get,
    post: (path, fields) => {
      const body = new URLSearchParams(fields).toString();
      return request(new URL(path, origin).href, {
        method: "POST",
        body,
        headers: { ...usual(), ...formHeaders(origin, body) },
      });
    },
    /** A file as the library's script sends it. */
    put: (path, bytes, token) =>
      request(new URL(path, origin).href, {
        method: "POST",
        body: bytes,
        headers: { ...usual(), origin, "sec-fetch-site": "same-origin", "x-form-token": token, "content-length": bytes.length },
      }),
  };
}

/** Somebody who goes from host to host as browsers do, keeps the cookies of each, and follows where they are led. */
export function traveller() {
  const jars = new Map();
  async function go(address, { fields = null, steps = 10 } = {}) {
    const url = new URL(address);
    const jar = jars.get(url.hostname) ?? jars.set(url.hostname, new Map()).get(url.hostname);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const body = fields && new URLSearchParams(fields).toString();
    const headers = { ...ownNetwork(), ...(cookie ? { cookie } : {}), ...(body === null ? {} : formHeaders(url.origin, body)) };
    const answer = await request(address, { method: body === null ? "GET" : "POST", body, headers });
    for (const line of answer.cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    const led = [302, 303].includes(answer.status) && steps > 0;
    return led ? go(new URL(answer.location, address).href, { steps: steps - 1 }) : { ...answer, address };
  }
  return {
    visit: (address) => go(address),
    /** Opens an address and gives its own answer, without following it. */
    look: (address) => go(address, { steps: 0 }),
    /** Sends a form and gives its own answer, without following it. */
    send: (address, fields) => go(address, { fields, steps: 0 }),
    /** Sends a form and follows where it leads. */
    follow: (address, fields) => go(address, { fields }),
  };
}

/** The form on a page that holds a field: where it is sent, and what stands in it as [name, value]. Parsed by `page`. */
export async function formOn(page, html, field) {
  const found = await page.evaluate(({ html, field }) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const form = [...parsed.forms].find((one) => one.elements.namedItem(field));
    return form && {
      action: form.getAttribute("action"),
      method: (form.getAttribute("method") ?? "get").toLowerCase(),
      fields: [...new FormData(form)].filter(([, value]) => typeof value === "string"),
      longest: Object.fromEntries([...form.elements].filter(({ maxLength }) => maxLength > 0).map((input) => [input.name, input.maxLength])),
    };
  }, { html, field });
  if (!found) throw new Error(`no form with a field “${field}”: ${/<title>([^<]*)/.exec(html)?.[1]}`);
  return found;
}

/** The fields of a form with some of them filled in anew. */
export function filled(fields, values) {
  const others = fields.filter(([name]) => !(name in values));
  return [...others, ...Object.entries(values)];
}

/** Does something for each of many, a few at a time; the results are in their order. */
export async function forEach(many, work) {
  const results = new Array(many.length);
  let next = 0;
  const worker = async () => {
    while (next < many.length) {
      const index = next;
      next += 1;
      results[index] = await work(many[index], index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, many.length) }, worker));
  return results;
}
