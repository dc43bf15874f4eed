// Makes themes/base/assets/world.json, the map on which a group points to where it is: land and borders as GeoJSON,
// thinned to about four kilometres, so that it is a hundred kilobytes over the wire.
//   npm pack world-atlas@2 topojson-client@3, unpack both, then
//   node make_world.mjs PATH/countries-50m.json PATH/topojson-client.js ../../../themes/base/assets/world.json
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [source, library, target] = process.argv.slice(2);
const { merge, mesh } = createRequire(import.meta.url)(library);
const packed = JSON.parse(readFileSync(source, "utf8"));
const TOLERANCE_DEGREES = 0.04;

/** The points of an arc, unpacked: each is stored as the way from the one before. */
function unpacked(arc) {
  const { scale, translate } = packed.transform;
  let [x, y] = [0, 0];
  return arc.map(([east, north]) => [(x += east) * scale[0] + translate[0], (y += north) * scale[1] + translate[1]]);
}

/** Leaves out what lies closer than the tolerance to the line without it (Douglas and Peucker). */
function thinned(points) {
  const kept = new Set([0, points.length - 1]);
  const open = [[0, points.length - 1]];
  while (open.length > 0) {
    const [first, last] = open.pop();
    let [farthest, where] = [0, -1];
    for (let at = first + 1; at < last; at += 1) {
      const away = distance(points[at], points[first], points[last]);
      if (away > farthest) [farthest, where] = [away, at];
    }
    if (farthest > TOLERANCE_DEGREES) {
      kept.add(where);
      open.push([first, where], [where, last]);
    }
  }
  return points.filter((_, at) => kept.has(at));
}

/** How far a point lies from a line, in degrees of latitude. */
function distance([x, y], [startX, startY], [endX, endY]) {
  const narrow = Math.cos((((startY + endY) / 2) * Math.PI) / 180) || 0.01;
  const [east, north] = [(endX - startX) * narrow, endY - startY];
  const [toX, toY] = [(x - startX) * narrow, y - startY];
  const length = east * east + north * north;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, (toX * east + toY * north) / length));
  return Math.hypot(toX - share * east, toY - share * north);
}

/** In hundredths of a degree, no point twice in a row. */
function rounded(line) {
  const points = [];
  for (const [x, y] of line) {
    const point = [Math.round(x * 100) / 100, Math.round(y * 100) / 100];
    const before = points.at(-1);
    if (!before || before[0] !== point[0] || before[1] !== point[1]) points.push(point);
  }
  return points;
}

/** A ring without jumps from one edge of the map to the other: its longitudes may leave the map instead. */
function unrolled(ring) {
  let turns = 0;
  const points = ring.map(([x, y], at) => {
    const way = at === 0 ? 0 : x - ring[at - 1][0];
    if (way > 180) turns -= 360;
    if (way < -180) turns += 360;
    return [x + turns, y];
  });
  // What goes all the way round goes round a pole: it is closed along the lower edge of the map.
  if (turns !== 0) points.push([points.at(-1)[0], -90], [points[0][0], -90], points[0]);
  return points;
}

/** The part of a ring between two meridians, moved by so many degrees. */
function between(ring, west, east, moved) {
  let points = ring;
  for (const [edge, keeps] of [[west, (x) => x >= west], [east, (x) => x <= east]]) {
    const kept = [];
    points.forEach((point, at) => {
      const before = points[(at + points.length - 1) % points.length];
      if (keeps(before[0]) !== keeps(point[0])) {
        const share = (edge - before[0]) / (point[0] - before[0]);
        kept.push([edge, before[1] + share * (point[1] - before[1])]);
      }
      if (keeps(point[0])) kept.push(point);
    });
    points = kept;
  }
  if (points.length > 0) points.push(points[0]);
  return points.map(([x, y]) => [x + moved, y]);
}

/** A polygon cut where the map ends and goes on at its other edge. */
function cut(polygon) {
  const rings = polygon.map(unrolled);
  const parts = [[-540, -180, 360], [-180, 180, 0], [180, 540, -360]];
  return parts.map(([west, east, moved]) => rings.map((ring) => between(ring, west, east, moved)));
}

/** A line cut in the same way. */
function cutLine(line) {
  const pieces = [[]];
  line.forEach((point, at) => {
    if (at > 0 && Math.abs(point[0] - line[at - 1][0]) > 180) pieces.push([]);
    pieces.at(-1).push(point);
  });
  return pieces;
}

// Arcs are thinned before they are put together, so that land and borders keep to the same lines.
const { transform, ...world } = packed;
world.arcs = packed.arcs.map((arc) => thinned(unpacked(arc)));
const land = merge(world, world.objects.countries.geometries).coordinates;
const borders = mesh(world, world.objects.countries, (one, other) => one !== other).coordinates;
const feature = (name, type, coordinates) => ({ type: "Feature", properties: { name }, geometry: { type, coordinates } });
const features = [
  feature(
    "land",
    "MultiPolygon",
    land.flatMap(cut).map((polygon) => polygon.map(rounded).filter((ring) => ring.length > 3)).filter((polygon) => polygon.length > 0),
  ),
  feature("borders", "MultiLineString", borders.flatMap(cutLine).map(rounded).filter((line) => line.length > 1)),
];
writeFileSync(target, JSON.stringify({ type: "FeatureCollection", features }));
