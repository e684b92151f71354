"use strict";
(() => {
  const page = document.getElementById("page");
  const link = document.getElementById("link");
  let runs = null;
  let shown = null;

  // All text goes through here, and is text: what data say is never read as HTML.
  const el = (tag, className = "", ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.map(child => child ?? ""));
    return made;
  };

  const say = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  // Keeps one element for each item: made once, then only brought up to date.
  const keep = (parent, items, key, make) => {
    const old = new Map([...parent.children].map(child => [child.dataset.key, child]));
    items.forEach((item, i) => {
      const name = key(item);
      const child = old.get(name) ?? make(item);
      old.delete(name);
      child.dataset.key = name;
      if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] ?? null);
      child.update?.(item);
    });
    old.forEach(child => child.remove());
  };

  const percent = rate => (rate === null || rate === undefined ? "–" : (100 * rate).toFixed(1));

  const time = seconds => {
    const whole = Math.round(seconds);
    const two = n => String(n).padStart(2, "0");
    const minutes = Math.floor(whole / 60) % 60;
    return whole >= 3600
      ? `${Math.floor(whole / 3600)}:${two(minutes)}:${two(whole % 60)}`
      : `${minutes}:${two(whole % 60)}`;
  };

  const date = millis =>
    new Date(millis).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

  const address = (path, parameters) => `${path}?${new URLSearchParams(parameters)}`;

  const get = async url => {
    const response = await fetch(url);
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.problem ?? response.statusText);
    return answer;
  };

  // A piece of work: what, a bar, how fast, how long.
  const work = () => {
    const label = el("span", "what");
    const bar = el("progress");
    const speed = el("small");
    const made = el("div", "work", label, bar, speed);
    made.update = task => {
      say(label, task.label);
      bar.max = Math.max(1, task.total);
      bar.value = task.done;
      bar.setAttribute("aria-label", task.label);
      const rate = task.rate > 0 ? `  ${task.rate.toPrecision(2)}/s` : "";
      const left = task.left > 0 ? `  ${time(task.left)} left` : "";
      say(speed, `${task.done}/${task.total}${rate}${left}`);
    };
    return made;
  };

  const works = (parent, tasks) =>
    keep(parent, tasks.map((task, i) => ({ ...task, i })), task => `${task.i} ${task.label}`, work);

  const state = () => {
    const made = el("span", "state");
    made.update = run => {
      made.className = `state ${run.state}`;
      say(made, run.problem ? "damaged" : run.state);
    };
    return made;
  };

  const about = run =>
    [run.data, run.seed === null ? "" : `seed ${run.seed}`, run.supervised ? "learns from masks" : ""]
      .filter(Boolean)
      .join(" · ");

  /* The list */

  const lineOfRun = run => {
    const open = el("a", "name", run.name);
    open.href = `#/run/${encodeURI(run.name)}`;
    const facts = el("small", "facts");
    const mark = state();
    const doing = el("div", "doing");
    const score = el("b");
    const began = el("small");
    const made = el(
      "li",
      "line",
      el("div", "", open, facts),
      el("div", "", mark, doing),
      el("div", "score", score, began));
    made.update = now => {
      say(facts, now.problem ?? about(now));
      mark.update(now);
      works(doing, now.state === "running" ? now.work.slice(-1) : []);
      say(score, now.last === null ? "" : `${percent(now.last)} %`);
      say(began, date(now.began));
    };
    return made;
  };

  const listPage = () => {
    const title = el("h1", "", "Runs");
    const folder = el("p", "place");
    const list = el("ul", "runs");
    const none = el("p", "empty", "There is no run here yet. This makes one:");
    const first = el("pre", "", "espalier run demo");
    page.replaceChildren(title, folder, list, none, first);
    return {
      update: () => {
        if (runs === null) return;
        say(folder, runs.problem ?? runs.folder);
        none.hidden = first.hidden = runs.runs.length > 0;
        const order = { running: 0, interrupted: 1, finished: 1 };
        const sorted = [...runs.runs].sort(
          (a, b) => order[a.state] - order[b.state] || b.began - a.began);
        keep(list, sorted, run => run.name, lineOfRun);
      },
    };
  };

  /* One run */

  const scoreRow = () => {
    const cells = ["stage", "method", "split", "tags"].map(() => el("td"));
    const bar = el("meter");
    const value = el("b");
    const interval = el("small");
    const made = el("tr", "", ...cells, el("td", "score", bar, value, interval));
    made.update = row => {
      [row.stage, row.method, row.split, row.tags].forEach((text, i) => say(cells[i], text ?? ""));
      bar.value = row.mIoU ?? 0;
      say(value, percent(row.mIoU));
      say(interval, row.interval ? row.interval.map(percent).join(" – ") : "");
    };
    return made;
  };

  const scoreTable = () => {
    const body = el("tbody");
    const head = el("tr", "", ...["Stage", "Method", "Split", "Tags", "mIoU, %"].map(h => el("th", "", h)));
    const made = el("div", "scroll", el("table", "scores", el("thead", "", head), body));
    made.update = rows =>
      keep(body, rows, row => `${row.stage} ${row.split} ${row.tags}`, scoreRow);
    return made;
  };

  const figure = () => {
    const title = el("span");
    const latest = el("b");
    const picture = el("div");
    const legend = el("ul", "legend");
    const made = el("figure", "", el("figcaption", "", title, latest), picture, legend);
    made.update = group => {
      const many = group.lines.length > 1;
      say(title, group.name);
      say(latest, many ? "" : charts.latest(group.lines[0]));
      picture.replaceChildren(charts.draw(group.lines));
      keep(legend, many ? group.lines : [], line => line.name, line => {
        const index = group.lines.indexOf(line);
        return el("li", "", el("span", `key c${index % 8}`), line.name.split("/").pop());
      });
    };
    return made;
  };

  // Scores of all views share a picture, once there are two stages; other curves have one each.
  const groups = lines => {
    const scores = lines.filter(line => line.name.startsWith("mIoU/"));
    const others = lines.filter(line => !line.name.startsWith("mIoU/"));
    return [
      ...others.map(line => ({ name: line.name, lines: [line] })),
      ...(scores.some(line => line.points.length > 1) ? [{ name: "mIoU, stage by stage", lines: scores }] : []),
    ];
  };

  const picture = (kind, of, side) => {
    const made = el("img", kind);
    made.alt = kind === "mask" ? "" : of.id;
    made.loading = "lazy";
    made.decoding = "async";
    made.src = address(kind, { run: of.run, stage: of.stage, view: of.view, id: of.id, side, v: of.changed });
    made.addEventListener("error", () => made.remove());
    return made;
  };

  // Photographs may be gone from where they were; masks are in the run.
  const photograph = (of, side) => (of.photograph ? [picture("photograph", of, side)] : []);

  const dialog = el("dialog");
  dialog.setAttribute("aria-label", "Image");
  document.body.append(dialog);
  dialog.addEventListener("click", event => event.target === dialog && dialog.close());

  const look = of => {
    const close = el("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", () => dialog.close());
    const views = [
      ["Photograph", ...photograph(of, 640)],
      ["Mask", picture("mask", of, 640)],
      ["Mask over photograph", ...photograph(of, 640), picture("mask", of, 640)],
    ].slice(of.photograph ? 0 : 1, of.photograph ? 3 : 2);
    dialog.replaceChildren(
      el("header", "", el("h2", "", of.id), close),
      el("div", "views", ...views.map(([title, ...images]) =>
        el("figure", "", el("span", "stack", ...images), el("figcaption", "", title)))));
    dialog.showModal();
  };

  const card = of => {
    const made = el(
      "button",
      "card",
      el("span", "stack", ...photograph(of, 320), picture("mask", of, 320)),
      el("span", "id", of.id));
    made.type = "button";
    made.addEventListener("click", () => look(of));
    return made;
  };

  const gallery = name => {
    const chips = el("fieldset", "chips", el("legend", "", "Stage and split"));
    const choices = el("div");
    chips.append(choices);
    const strength = el("input");
    Object.assign(strength, { type: "range", min: 10, max: 100, value: 65 });
    strength.addEventListener("input", () =>
      document.documentElement.style.setProperty("--strength", strength.value / 100));
    const cards = el("div", "cards");
    const problem = el("p", "problem");
    const legend = el("ul", "legend");
    const made = el(
      "div",
      "gallery",
      el("div", "controls", chips, el("label", "strength", "Strength ", strength)),
      problem,
      cards,
      legend);
    let chosen = null;
    let loaded = "";

    const load = async applied => {
      const now = `${applied.stage} ${applied.view} ${applied.done}`;
      if (now === loaded) return;
      loaded = now;
      try {
        const of = { run: name, stage: applied.stage, view: applied.view };
        const masks = await get(address("masks", of));
        if (now !== loaded) return;
        say(problem, "");
        keep(
          cards,
          masks.map(mask => ({ ...of, ...mask })),
          mask => `${mask.stage} ${mask.view} ${mask.id} ${mask.changed}`,
          card);
      } catch (e) {
        say(problem, e.message);
      }
    };

    const chip = applied => {
      const input = el("input");
      Object.assign(input, { type: "radio", name: "view" });
      const count = el("small");
      const text = el("span", "", `${applied.stage}, ${applied.view.replace(/-given$/, ", tags given").replace(/-none$/, ", no tags")} `, count);
      const label = el("label", "", input, text);
      label.update = now => {
        say(count, String(now.done));
        label.applied = now;
      };
      input.addEventListener("change", () => {
        chosen = label.dataset.key;
        load(label.applied);
      });
      return label;
    };

    made.update = detail => {
      made.hidden = detail.applied.every(applied => applied.done === 0);
      const key = applied => `${applied.stage} ${applied.view}`;
      const there = detail.applied.filter(applied => applied.done > 0);
      keep(choices, there, key, chip);
      // the newest is followed until a person chooses
      const current = there.find(applied => key(applied) === chosen) ?? there[there.length - 1];
      if (!current) return;
      [...choices.children].forEach(label => {
        label.firstChild.checked = label.dataset.key === key(current);
      });
      load(current);
      keep(legend, detail.legend, painted => painted.name, painted => {
        const swatch = el("span", "swatch");
        swatch.style.background = painted.colour;
        return el("li", "", swatch, painted.name);
      });
    };
    return made;
  };

  const section = (title, content) => {
    const made = el("section", "", el("h2", "", title), content);
    made.hidden = true;
    return made;
  };

  const runPage = name => {
    const mark = state();
    const facts = el("p", "place");
    const stages = el("p", "stages");
    const doing = el("div", "doing");
    const goOn = el("p", "", "It was interrupted. Asked for again, it goes on where it was:");
    const command = el("pre");
    const report = el("a", "button", "Open the report");
    report.href = address("report", { run: name });
    const score = el("p", "final");
    const problem = el("p", "problem");
    const table = scoreTable();
    const curves = el("div", "figures");
    const masks = gallery(name);
    const sections = {
      scores: section("Scores", table),
      curves: section("Curves", curves),
      masks: section("Masks", masks),
    };
    const slash = name.lastIndexOf("/");
    page.replaceChildren(
      el("div", "title", el("h1", "", name.slice(0, slash), el("span", "", `run ${name.slice(slash + 1)}`)), mark),
      facts,
      stages,
      score,
      doing,
      goOn,
      command,
      report,
      problem,
      ...Object.values(sections));
    let stamp = null;

    const load = async now => {
      stamp = now;
      try {
        const detail = await get(address("run", { run: name }));
        if (stamp !== now) return;
        say(problem, "");
        table.update(detail.scores);
        keep(curves, groups(detail.lines), group => group.name, figure);
        masks.update(detail);
        sections.scores.hidden = detail.scores.length === 0;
        sections.curves.hidden = curves.childElementCount === 0;
        sections.masks.hidden = masks.hidden;
      } catch (e) {
        say(problem, e.message);
      }
    };

    return {
      update: () => {
        const run = runs?.runs.find(one => one.name === name);
        if (!run) {
          say(problem, runs === null ? "" : "There is no such run.");
          [goOn, command, report].forEach(part => (part.hidden = true));
          return;
        }
        mark.update(run);
        say(facts, `${about(run)} · ${date(run.began)}`);
        say(stages, Object.entries(run.stages).map(([role, method]) => `${role} ${method}`).join(", "));
        works(doing, run.state === "running" ? run.work : []);
        const interrupted = run.state === "interrupted" && !run.problem;
        goOn.hidden = command.hidden = !interrupted;
        say(command, run.again);
        report.hidden = !run.report;
        score.hidden = run.last === null;
        say(score, run.last === null ? "" : `${percent(run.last)} % mIoU, validation, no tags`);
        if (run.problem) say(problem, run.problem);
        else if (run.stamp !== stamp) load(run.stamp);
      },
    };
  };

  /* Health */

  const healthPage = () => {
    const waiting = el("p", "place", "Examining this machine…");
    const findings = el("tbody");
    const pipelines = el("tbody");
    page.replaceChildren(
      el("h1", "", "Health"),
      waiting,
      el("div", "scroll", el("table", "health", findings)),
      el("h2", "", "Pipelines"),
      el("div", "scroll", el("table", "health", pipelines)));
    const row = (mark, what, text) =>
      el("tr", "", el("td", "", el("span", `state ${mark}`, mark)), el("th", "", what), el("td", "", text));
    get("health").then(
      health => {
        const bad = health.findings.filter(finding => finding.state === "BAD").length;
        say(waiting, bad === 0 ? "Nothing needs to be mended." : `${bad} to be mended.`);
        health.findings.forEach(f => findings.append(row(f.state.toLowerCase(), f.what, f.found)));
        health.pipelines.forEach(p => {
          const stages = Object.entries(p.stages).map(([role, method]) => `${role} ${method}`);
          const text = [...stages, ...(p.supervised ? ["learns from masks"] : []), ...p.reasons];
          pipelines.append(row(p.state, p.name, text.join(", ")));
        });
      },
      problem => say(waiting, problem.message));
    return { update: () => {} };
  };

  /* What is shown, and the news */

  const route = () => {
    dialog.close();
    const at = decodeURI(location.hash.slice(1));
    const run = at.match(/^\/run\/(.+\/[0-9]+)$/);
    shown = at === "/health" ? healthPage() : run ? runPage(run[1]) : listPage();
    document.title = run ? `${run[1]} · Espalier` : "Espalier";
    document.querySelectorAll("nav a").forEach(a =>
      a.toggleAttribute("aria-current", (a.hash === "#/health") === (at === "/health")));
    shown.update();
    scrollTo(0, 0);
  };

  const listen = () => {
    const events = new EventSource("events");
    events.onopen = () => {
      say(link, "live");
      link.className = "on";
    };
    events.onmessage = event => {
      runs = JSON.parse(event.data);
      shown.update();
    };
    events.onerror = () => {
      say(link, "waiting for espalier web");
      link.className = "off";
      // a browser tries again by itself, unless it was told no
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
    };
  };

  addEventListener("hashchange", route);
  route();
  listen();
})();
