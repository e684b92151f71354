"use strict";

// Curves as small pictures. A line has a name and points [step, value]; a value may be null.
const charts = (() => {
  const WIDTH = 340;
  const HEIGHT = 180;
  const LEFT = 44;
  const RIGHT = 10;
  const TOP = 10;
  const BOTTOM = 24;

  const svg = (tag, attributes = {}, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.textContent = text;
    return made;
  };

  // About four round numbers from the lowest to the highest.
  const ticks = (low, high) => {
    const rough = (high - low) / 3;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(f => f * power).find(s => s >= rough);
    const first = Math.floor(low / step);
    const last = Math.ceil(high / step);
    return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  };

  const number = value => String(Number(value.toPrecision(4)));

  const draw = lines => {
    const points = lines.flatMap(line => line.points).filter(point => point[1] !== null);
    const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "img" });
    if (points.length === 0) return picture;

    const steps = points.map(point => point[0]);
    const values = points.map(point => point[1]);
    const from = Math.min(...steps);
    const to = Math.max(...steps);
    const spread = Math.max(...values) - Math.min(...values);
    const margin = spread > 0 ? 0 : Math.abs(values[0]) / 10 || 0.1;
    const marks = ticks(Math.min(...values) - margin, Math.max(...values) + margin);
    const low = marks[0];
    const high = marks[marks.length - 1];
    const x = step =>
      to === from
        ? (LEFT + WIDTH - RIGHT) / 2
        : LEFT + ((step - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
    const y = value => TOP + ((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM);

    marks.forEach(mark => {
      const at = y(mark).toFixed(1);
      picture.append(
        svg("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: at, y2: at }),
        svg("text", { x: LEFT - 6, y: at, dy: 4, "text-anchor": "end" }, number(mark)));
    });
    const bottom = HEIGHT - 6;
    picture.append(svg("text", { x: x(from), y: bottom, "text-anchor": "middle" }, number(from)));
    if (to !== from) {
      picture.append(svg("text", { x: x(to), y: bottom, "text-anchor": "end" }, number(to)));
    }
    lines.forEach((line, i) => picture.append(curve(line, i, x, y)));
    picture.setAttribute(
      "aria-label",
      lines.map(line => `${line.name}: ${latest(line)}`).join(", "));
    return picture;
  };

  const curve = (line, index, x, y) => {
    const group = svg("g", { class: `c${index % 8}` });
    let stretch = [];
    const finish = () => {
      if (stretch.length > 1) group.append(svg("polyline", { points: stretch.join(" ") }));
      stretch = [];
    };
    line.points.forEach(([step, value]) => {
      if (value === null) finish();
      else stretch.push(`${x(step).toFixed(1)},${y(value).toFixed(1)}`);
    });
    finish();
    const shown = line.points.filter(point => point[1] !== null);
    const dots = shown.length <= 12 ? shown : shown.slice(-1);
    dots.forEach(([step, value]) =>
      group.append(svg("circle", { cx: x(step).toFixed(1), cy: y(value).toFixed(1), r: 3 })));
    return group;
  };

  const latest = line => {
    const shown = line.points.filter(point => point[1] !== null);
    return shown.length === 0 ? "none yet" : number(shown[shown.length - 1][1]);
  };

  return { draw, latest };
})();
