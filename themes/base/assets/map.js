// A map to point to a place on: drawn from one file of ours, loaded when it is asked for. By touch, mouse and keyboard.
// The point is written into the field for coordinates, which is what the form sends.
const block = document.querySelector("[data-map]");
const form = block.closest("form");
const part = (name) => block.querySelector(`[data-map-${name}]`);
const [open, body, near, clear] = ["open", "body", "near", "clear"].map(part);
const box = block.querySelector("#place-map");
const field = form.elements.namedItem("coordinates");
const STEP = 12;
const FAR_STEP = 60;
/** How far around the point the area reaches that is shown in place of it, in degrees. */
const AREA = 0.05;

let leaflet, map, point, area;
let towns = [];

/** The coordinates in the field, or null. */
function typed() {
  const numbers = field.value.split(/[,; ]+/).filter(Boolean).map(Number);
  const [latitude, longitude] = numbers;
  const sound = numbers.length === 2 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return sound ? [latitude, longitude] : null;
}

/** The town that is chosen above, or null. */
function chosen() {
  const { latitude, longitude } = form.querySelector("[name=place_key]:checked")?.dataset ?? {};
  return latitude ? [Number(latitude), Number(longitude)] : null;
}

async function load() {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: block.dataset.leafletCss });
  const styled = new Promise((resolve, reject) => Object.assign(style, { onload: resolve, onerror: reject }));
  // Before ours, which changes some of it.
  document.head.prepend(style);
  const [, , world] = await Promise.all([
    import(block.dataset.leaflet),
    styled,
    fetch(block.dataset.world).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status)))),
  ]);
  leaflet = globalThis.L;
  return world;
}

async function draw() {
  const world = await load();
  body.hidden = false;
  map = leaflet.map(box, {
    attributionControl: false,
    keyboard: false,
    // The wheel scrolls the page until somebody is at the map.
    scrollWheelZoom: false,
    zoomControl: false,
    fadeAnimation: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    minZoom: 1,
    maxZoom: 10,
    maxBounds: [[-85, -220], [85, 220]],
    maxBoundsViscosity: 1,
  });
  const { zoomIn: zoomInTitle, zoomOut: zoomOutTitle } = block.dataset;
  leaflet.control.zoom({ zoomInTitle, zoomOutTitle }).addTo(map);
  leaflet.geoJSON(world, {
    interactive: false,
    smoothFactor: 0.6,
    style: ({ properties }) => ({ className: `map-${properties.name}`, weight: 1 }),
  }).addTo(map);
  const start = typed() ?? chosen();
  if (start) map.setView(start, 7);
  else map.setView([25, -20], 1);
  if (typed()) put(typed(), { isTold: false });
  map.on("click", ({ latlng }) => put([latlng.lat, latlng.wrap().lng]));
  map.on("moveend", soon);
  box.addEventListener("focus", () => map.scrollWheelZoom.enable());
  box.addEventListener("blur", () => map.scrollWheelZoom.disable());
  look();
}

/** Puts the point somewhere; the field says where, to a hundredth of a degree. */
function put([latitude, longitude], { isTold = true } = {}) {
  const there = [Math.max(-85, Math.min(85, latitude)), longitude];
  if (!point) {
    const icon = leaflet.divIcon({ className: "map-point", iconSize: [26, 26] });
    point = leaflet.marker(there, { icon, interactive: false, keyboard: false, zIndexOffset: 1_000 }).addTo(map);
    area = leaflet.rectangle([there, there], { className: "map-area", interactive: false });
  }
  point.setLatLng(there);
  clear.hidden = false;
  show();
  if (!isTold) return;
  const wrapped = leaflet.latLng(there).wrap();
  field.value = `${wrapped.lat.toFixed(2)}, ${wrapped.lng.toFixed(2)}`;
  soon();
}

/** What maps will show of the point, as is chosen beneath. */
function show() {
  if (!point) return;
  const rough = form.elements.namedItem("rough").value;
  const { lat, lng } = point.getLatLng();
  const [middle, beside] = [Math.round(lat * 10) / 10, Math.round(lng * 10) / 10];
  area.setBounds([[middle - AREA, beside - AREA], [middle + AREA, beside + AREA]]);
  if (rough === "yes") area.addTo(map);
  else area.remove();
}

function takeAway() {
  point?.remove();
  area?.remove();
  [point, area] = [null, null];
  field.value = near.textContent = "";
  clear.hidden = true;
  box.focus();
}

let timer, running;
/** Looks again once the map or the point has come to rest. */
function soon() {
  clearTimeout(timer);
  running?.abort();
  timer = setTimeout(look, 250);
}

/** Asks which towns to name, and what the point is close to. */
async function look() {
  running = new AbortController();
  const bounds = map.getBounds();
  const edges = [bounds.getSouth(), Math.max(-180, bounds.getWest()), bounds.getNorth(), Math.min(180, bounds.getEast())];
  const query = new URLSearchParams({ edges: edges.map((edge) => edge.toFixed(2)).join(",") });
  if (point) query.set("point", field.value);
  try {
    const answer = await fetch(`/start/map?${query}`, { signal: running.signal, redirect: "error" });
    if (!answer.ok) return;
    const found = await answer.json();
    name(found.towns);
    if (point) near.textContent = found.near ?? "";
  } catch {
    // The names come with the next look.
  }
}

/** Names towns where there is room, the largest first. */
function name(found) {
  for (const town of towns) town.remove();
  const taken = [];
  const { x: width } = map.getSize();
  const fits = found.filter(({ name: text, latitude, longitude }) => {
    const { x, y } = map.latLngToContainerPoint([latitude, longitude]);
    const [end, half] = [x + 14 + text.length * 7.5, 11];
    const free = end < width && taken.every((other) => end < other.x || x > other.end || Math.abs(y - other.y) > 2 * half);
    if (free) taken.push({ x, y, end });
    return free;
  });
  towns = fits.map(({ name: text, latitude, longitude }) => {
    const words = Object.assign(document.createElement("span"), { textContent: text });
    const icon = leaflet.divIcon({ className: "map-town", html: words, iconSize: null, iconAnchor: [3, 9] });
    return leaflet.marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(map);
  });
}

/** The arrow keys move the point, which begins in the middle; with Shift they move it far. */
function keyed(event) {
  if (event.target !== box || event.ctrlKey || event.altKey || event.metaKey) return;
  const ways = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const way = ways[event.key];
  if (way) {
    const before = map.latLngToContainerPoint(point ? point.getLatLng() : map.getCenter());
    const step = point ? (event.shiftKey ? FAR_STEP : STEP) : 0;
    const { lat, lng } = map.containerPointToLatLng([before.x + way[0] * step, before.y + way[1] * step]);
    put([lat, lng]);
    map.panInside(point.getLatLng(), { padding: [40, 40], animate: false });
  } else if (event.key === "+" || event.key === "=") {
    closer(1);
  } else if (event.key === "-") {
    closer(-1);
  } else if ((event.key === "Delete" || event.key === "Backspace") && point) {
    takeAway();
  } else {
    return;
  }
  event.preventDefault();
}

function closer(steps) {
  if (point) map.setZoomAround(point.getLatLng(), map.getZoom() + steps);
  else map.setZoom(map.getZoom() + steps);
}

block.hidden = false;
open.addEventListener("click", async () => {
  open.disabled = true;
  try {
    if (!map) await draw();
    else body.hidden = !body.hidden;
    open.setAttribute("aria-expanded", String(!body.hidden));
    if (!body.hidden) {
      map.invalidateSize();
      box.focus({ preventScroll: true });
    }
  } catch {
    near.textContent = "";
    open.parentElement.replaceChildren(block.dataset.failed);
  }
  open.disabled = false;
});
clear.addEventListener("click", takeAway);
box.addEventListener("keydown", keyed);
field.addEventListener("input", () => map && typed() && (put(typed(), { isTold: false }), map.panTo(point.getLatLng()), soon()));
form.addEventListener("change", ({ target }) => {
  if (target.name === "rough") show();
  if (target.name === "place_key" && map && !point && chosen()) map.setView(chosen(), 7);
});
