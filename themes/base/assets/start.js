// Checks addresses and finds places while somebody types. The form works without it.
const form = document.querySelector("form[data-start]");
const named = (name) => form.elements.namedItem(name);
const [name, label, place, searched] = ["name", "label", "place", "place_searched"].map(named);
const state = form.querySelector("#address-state");
const suggestions = form.querySelector("#address-suggestions");
const choices = form.querySelector("#place-choices");
// What was filled in here; what somebody types themselves is left alone.
let filled = "";

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// Waits for a pause in typing, and lets go of an answer that comes too late.
const inPause = (work) => {
  let timer, running;
  return () => {
    clearTimeout(timer);
    running?.abort();
    timer = setTimeout(() => {
      running = new AbortController();
      work(running.signal).catch(() => {});
    }, 250);
  };
};

const ask = async (path, query, signal) => {
  const answer = await fetch(`${path}?${new URLSearchParams(query)}`, { signal, redirect: "error" });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

const checkAddress = inPause(async (signal) => {
  const own = label.value !== filled;
  if (!own && !name.value.trim()) return;
  const query = { name: name.value, label: own ? label.value : "", place: place.value };
  const found = await ask("/start/address", query, signal);
  if (!own) label.value = filled = found.label;
  state.textContent = found.sentence;
  state.dataset.state = found.state;
  suggestions.replaceChildren(
    ...found.suggestions.map((text) =>
      make("button", {
        type: "button",
        className: "button",
        textContent: `${text}.${suggestions.dataset.host}`,
        onclick: () => {
          label.value = text;
          label.focus();
          checkAddress();
        },
      }),
    ),
  );
});

const findPlaces = inPause(async (signal) => {
  const typed = place.value.trim();
  const found = typed.length < 2 ? { places: [] } : await ask("/start/places", { q: typed }, signal);
  searched.value = typed;
  const choice = (key, text, checked, where = {}) => {
    const input = make("input", { type: "radio", name: "place_key", value: key, checked });
    // The map begins there.
    Object.assign(input.dataset, where);
    return make("label", { className: "choice" }, input, make("span", { textContent: text }));
  };
  choices.replaceChildren();
  if (found.places.length === 0) return;
  choices.append(make("fieldset", { className: "choices" },
    make("legend", { textContent: choices.dataset.legend }),
    ...found.places.map(({ key, label: text, ...where }, index) => choice(key, text, index === 0, where)),
    choice("none", found.none, false)));
});

name.addEventListener("input", checkAddress);
label.addEventListener("input", checkAddress);
place.addEventListener("input", findPlaces);
form.querySelector("[data-look-up]").parentElement.hidden = true;
