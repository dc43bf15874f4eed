// Brings files one after the other and says how far each is; lets people tap what must stay in view.

// Two at a time: on a phone more would only make each slower.
const AT_ONCE = 2;
// How often it is asked whether a file is ready, in milliseconds.
const ASKING = 1500;

const form = document.querySelector("form[data-upload]");
if (form) {
  const words = form.dataset;
  const field = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-uploads]");
  const said = form.querySelector("[data-said]");
  const token = form.querySelector("input[name=form_token]").value;
  const waiting = [];
  let running = 0;
  let brought = 0;

  const make = (tag, text = "", kind = "") => Object.assign(document.createElement(tag), { textContent: text, className: kind });

  function line(file) {
    const item = make("li");
    const face = file.type.startsWith("image/") ? document.createElement("img") : make("span", "", "no-face");
    if (face.tagName === "IMG") face.alt = "";
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", `${words.progress}: ${file.name}`);
    const state = make("span", words.waiting);
    item.append(face, make("strong", file.name), state);
    list.append(item);
    return { item, face, bar, state };
  }

  function failed(shown, sentence) {
    shown.state.replaceWith(make("span", sentence || words.failed, "went-wrong"));
    shown.bar.remove();
  }

  function arrived(shown, item) {
    brought += 1;
    const link = make("a", item.kind === "picture" ? words.describe : words.ready);
    link.href = item.page;
    shown.bar.replaceWith(link);
    if (item.thumb && shown.face.tagName === "IMG") show(shown, item, link);
  }

  // Until it is prepared there is nothing to see; a file that cannot be read says so.
  function show(shown, item, link) {
    if (item.state === "ready") {
      shown.face.src = item.thumb;
    } else if (item.state === "refused") {
      link.replaceWith(make("span", item.refusal, "went-wrong"));
    } else {
      setTimeout(async () => {
        const answer = await fetch(`/manage/library/choose?id=${item.id}`).catch(() => null);
        const told = answer?.ok ? await answer.json() : null;
        show(shown, told?.items[0] ?? item, link);
      }, ASKING);
    }
  }

  function send({ file, shown }) {
    const request = new XMLHttpRequest();
    shown.state.replaceWith(shown.bar);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) shown.bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      running -= 1;
      let told = {};
      try {
        told = JSON.parse(request.responseText);
      } catch {
        // No answer of ours: the connection broke.
      }
      if (told.item) arrived(shown, told.item);
      else {
        shown.bar.replaceWith(shown.state);
        failed(shown, told.error);
      }
      next();
    });
    request.open("POST", `${form.action}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("x-form-token", token);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  }

  function next() {
    while (running < AT_ONCE && waiting.length) {
      running += 1;
      send(waiting.shift());
    }
    if (running) return;
    said.textContent = "";
    if (!brought) return;
    const link = make("a", words.show);
    link.href = "/manage/library";
    said.append(link);
  }

  function bring(files) {
    if (!files.length) return;
    document.querySelector(".library-empty")?.remove();
    list.hidden = false;
    for (const file of files) waiting.push({ file, shown: line(file) });
    next();
  }

  field.addEventListener("change", () => {
    bring([...field.files]);
    field.value = "";
  });
  // With this script files go as soon as they are chosen: choosing is the one thing to do.
  form.querySelector("button").remove();
  form.classList.add("sends-itself");
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    bring([...event.dataTransfer.files]);
  });
  addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });
}

// Where the eye should rest.
const view = document.querySelector("[data-focal]");
const across = document.querySelector("#focal-x");
if (view && across) {
  const down = document.querySelector("#focal-y");
  const tries = document.querySelector("[data-focal-tries]");
  const picture = view.querySelector("img");
  const mark = Object.assign(document.createElement("span"), { className: "focal-mark" });
  view.append(mark);
  view.classList.add("can-tap");
  tries.hidden = false;
  const place = () => {
    // Measured from the same corner as the picture's own pixels, whatever the direction of reading.
    mark.style.setProperty("left", `${across.value}%`);
    mark.style.setProperty("top", `${down.value}%`);
    for (const one of tries.querySelectorAll("img")) one.style.objectPosition = `${across.value}% ${down.value}%`;
  };
  view.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    across.value = Math.round(((event.clientX - box.left) / box.width) * 100);
    down.value = Math.round(((event.clientY - box.top) / box.height) * 100);
    place();
  });
  for (const slider of [across, down]) slider.addEventListener("input", place);
  place();
}

// A page of a file that is being prepared looks again.
const pending = document.querySelector("[data-pending]");
if (pending) {
  const look = async () => {
    const answer = await fetch(`/manage/library/choose?id=${pending.dataset.pending}`).catch(() => null);
    const told = answer?.ok ? await answer.json() : null;
    const item = told?.items[0];
    if (item && item.state !== "waiting") {
      const picture = view?.querySelector("img");
      if (item.state === "ready" && picture) {
        pending.remove();
        picture.src = `${picture.getAttribute("src")}`;
      } else location.reload();
    } else setTimeout(look, ASKING);
  };
  setTimeout(look, ASKING);
}
