// The page as it would be, while somebody chooses; sections moved by hand, by drag and by keys. The form works without it.
const room = document.querySelector("[data-look]");
const form = room.querySelector(".look-form");
const rows = form.querySelector("[data-rows]");
const panel = room.querySelector("[data-preview]");
const holder = panel.querySelector("[data-frame]");
const state = form.querySelector("[data-state]");
const wide = matchMedia("(min-width: 70rem)");
let width = 360;

// Preview ------------------------------------------------------------------------------------------------------------

let running;
let frame;

/** Asks for the page as it would be, and shows it in a frame of its own once it is there: nothing flickers. */
async function renew() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const answer = await fetch("/manage/look/preview", {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    signal,
    redirect: "error",
  });
  if (!answer.ok) return;
  const html = await answer.text();
  const next = document.createElement("iframe");
  next.title = panel.dataset.title;
  // No scripts and no forms in there; only its style is loaded, as this person.
  next.setAttribute("sandbox", "allow-same-origin");
  next.srcdoc = html;
  next.style.visibility = "hidden";
  const before = frame;
  next.addEventListener("load", () => {
    if (signal.aborted && frame !== next) return next.remove();
    const inside = next.contentDocument;
    // Links would lead away from what is being looked at.
    inside.addEventListener("click", (event) => {
      if (event.target.closest("a[href]")) event.preventDefault();
    });
    inside.defaultView.scrollTo(0, before?.contentWindow?.scrollY ?? 0);
    before?.remove();
    next.style.visibility = "";
    panel.dataset.shown = form.querySelector("[name='theme']:checked")?.value ?? "";
  });
  frame = next;
  holder.append(next);
  fit();
}

/** The page at its own width, scaled to the room there is. */
function fit() {
  const own = wide.matches && width > holder.clientWidth ? width : holder.clientWidth;
  const scale = holder.clientWidth / own;
  for (const shown of holder.querySelectorAll("iframe")) {
    Object.assign(shown.style, {
      width: `${own}px`,
      height: `${holder.clientHeight / scale}px`,
      transform: scale === 1 ? "" : `scale(${scale})`,
    });
  }
}
new ResizeObserver(fit).observe(holder);

let timer;
function renewSoon() {
  if (!panel.open) return;
  clearTimeout(timer);
  timer = setTimeout(() => renew().catch(() => {}), 300);
}

/** Beside the form where there is room; on a phone it is opened and closed. */
function place() {
  panel.close();
  if (wide.matches) {
    // Not `show()`, which would take the focus along.
    panel.setAttribute("open", "");
    renewSoon();
  }
}
wide.addEventListener("change", place);
form.querySelector("[data-preview-button]").addEventListener("click", (event) => {
  event.preventDefault();
  panel.showModal();
  renew().catch(() => {});
});
panel.querySelector("[data-close]").addEventListener("click", () => panel.close());
for (const button of panel.querySelectorAll("[data-width]")) {
  button.addEventListener("click", () => {
    width = Number(button.dataset.width);
    for (const other of panel.querySelectorAll("[data-width]")) other.setAttribute("aria-pressed", String(other === button));
    fit();
  });
}

// What changes while somebody chooses ----------------------------------------------------------------------------------

function changed() {
  state.textContent = state.dataset.unsaved;
  renewSoon();
}
form.addEventListener("input", (event) => {
  if (event.target.name === "find") return;
  changed();
  if (["theme", "accent", "own_accent"].includes(event.target.name)) showColour();
  if (["logo", "header"].includes(event.target.name)) {
    event.target.closest("details").querySelector("[data-picked]").textContent =
      event.target.value === "" ? "" : event.target.parentElement.querySelector("img").alt.slice(0, 40);
  }
});

// Enter in a line looks again instead of sending half a form away.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.localName !== "input" || event.target.name === "find") return;
  event.preventDefault();
  changed();
});

const own = form.elements.namedItem("own_accent");
const picker = document.createElement("input");
picker.type = "color";
picker.setAttribute("aria-label", form.querySelector("label[for='f-own_accent']").firstChild.textContent.trim());
picker.value = /^#[0-9a-f]{6}$/i.test(own.value) ? own.value : "#1d6a4c";
const pair = document.createElement("div");
pair.className = "own-colour";
own.replaceWith(pair);
pair.append(picker, own);
picker.addEventListener("input", () => {
  own.value = picker.value;
  own.dispatchEvent(new Event("input", { bubbles: true }));
});
own.addEventListener("input", () => {
  form.querySelector("[name='accent'][value='own']").checked = true;
  if (/^#[0-9a-f]{6}$/i.test(own.value)) picker.value = own.value;
});

/** What becomes of the colour is the server's to say: it is the one who adjusts it. */
let asking;
async function showColour() {
  asking?.abort();
  asking = new AbortController();
  const chosen = form.querySelector("[name='accent']:checked")?.value ?? "";
  const accent = chosen === "own" ? own.value : chosen;
  const theme = form.querySelector("[name='theme']:checked")?.value ?? "";
  for (const drawing of form.querySelectorAll(".miniature")) {
    if (!accent) paint(drawing, drawing.dataset);
  }
  try {
    const answer = await fetch(`/manage/look/colour?${new URLSearchParams({ accent, theme })}`, {
      signal: asking.signal,
      redirect: "error",
    });
    const { shades, note } = await answer.json();
    form.querySelector("[data-colour-note]").textContent = note;
    if (!shades) return;
    paint(form.querySelector(".colour-samples"), shades);
    if (accent) for (const drawing of form.querySelectorAll(".miniature")) paint(drawing, shades);
  } catch {
    // A later choice asks again.
  }
}

function paint(drawing, shades) {
  for (const shape of drawing.querySelectorAll("[data-shade]")) shape.setAttribute("fill", shades[shape.dataset.shade]);
}

// Sections in their order ------------------------------------------------------------------------------------------------

const spoken = form.querySelector("[data-moved]");
const all = () => [...rows.children];

function tell(row) {
  const list = all();
  spoken.textContent = spoken.dataset.words
    .replace("%name%", row.dataset.name)
    .replace("%place%", list.indexOf(row) + 1)
    .replace("%count%", list.length);
  for (const [index, one] of list.entries()) {
    one.querySelector("[data-move='-1']").disabled = index === 0;
    one.querySelector("[data-move='1']").disabled = index === list.length - 1;
  }
  changed();
}

function move(row, by) {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(row);
  else other.after(row);
  tell(row);
}

for (const row of all()) {
  const grip = row.querySelector("[data-grip]");
  grip.hidden = false;
  for (const button of row.querySelectorAll("[data-move]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      move(row, Number(button.dataset.move));
      (button.disabled ? row.querySelector("[data-move]:not(:disabled)") : button).focus();
    });
  }
  grip.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    move(row, by);
    grip.focus();
  });
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");
    const follow = ({ clientY }) => {
      const middle = (one) => {
        const { top, height } = one.firstElementChild.nextElementSibling.getBoundingClientRect();
        return top + height / 2;
      };
      const before = row.previousElementSibling;
      const after = row.nextElementSibling;
      // The others step aside: a row that is moved itself would lose the pointer that holds it.
      if (before && clientY < middle(before)) row.after(before);
      else if (after && clientY > middle(after)) row.before(after);
    };
    grip.addEventListener("pointermove", follow);
    grip.addEventListener(
      "lostpointercapture",
      () => {
        grip.removeEventListener("pointermove", follow);
        row.classList.remove("is-dragged");
        tell(row);
      },
      { once: true },
    );
  });
}

place();
