// Opens pages as they are served, with their own scripts and under their own policy, and notes whatever runs, or tries to.

/** Runs in every frame before anything else: tells of what no page of ours does. */
function listen() {
  const tell = (what) => globalThis.tellOfIt(`${what}`);
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) globalThis[name] = () => tell(`runs ${name}`);
  document.addEventListener("securitypolicyviolation", (event) =>
    tell(`tries what ${event.effectiveDirective} forbids: ${event.blockedURI} ${event.sample}`));
}

/** Opens a watcher: `open(addresses, ready)` gives one line for each thing that is wrong; `signIn` takes somebody's cookies. */
export async function watcherOf(browser) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  let wrong = [];
  let current = "";
  let pages = 0;
  await context.exposeBinding("tellOfIt", (_, what) => wrong.push(`${current}: ${what}`));
  await context.addInitScript(listen);
  page.on("crash", () => wrong.push(`${current}: crashes the page`));
  page.on("dialog", (dialog) => {
    // Leaving what was changed asks whether one means it.
    if (dialog.type() !== "beforeunload") wrong.push(`${current}: opens a dialog`);
    dialog.accept().catch(() => undefined);
  });
  page.on("request", (request) => {
    if (current && /^https?:/.test(request.url()) && new URL(request.url()).port !== new URL(current).port) wrong.push(`${current}: asks ${request.url().slice(0, 120)}`);
  });
  page.on("pageerror", (error) => wrong.push(`${current}: a script breaks: ${error.message}`));
  return {
    page,
    count: () => pages,
    signIn: (cookies) => context.addCookies(cookies),
    open: async (addresses, ready = null) => {
      for (const address of addresses) {
        current = address;
        const answer = await page.goto(address, { waitUntil: "load" });
        pages += 1;
        if (answer.status() >= 500) wrong.push(`${address}: answers ${answer.status()}`);
        if (ready) {
          await page.locator(ready).first().waitFor({ state: "attached", timeout: 10_000 })
            .catch(() => wrong.push(`${address}: never becomes ${ready}`));
        }
        // Whatever a picture that does not come, or a moment's wait, would set off.
        await page.waitForTimeout(30);
        if (page.url().split("#")[0] !== address.split("#")[0] && answer.url().split("#")[0] !== page.url().split("#")[0]) {
          wrong.push(`${address}: leads the page to ${page.url().slice(0, 120)}`);
        }
      }
      const found = wrong;
      wrong = [];
      return found;
    },
    close: () => context.close(),
  };
}
