/* Draws the chart of an embed (dashboard/web/embeds.py), and pictures of it for the Share dialog of the app.
   The app loads every script of this folder; on any page but an embed this one does nothing. */

(function () {
  "use strict";

  const chart = document.getElementById("chart");
  if (!chart || !document.body.classList.contains("embed")) return;

  /* The figure cannot know under which address the reader reached the server; this script does. */
  const PLACEHOLDER = "https://origin.invalid";
  const base = new URL("..", document.currentScript.src).href.replace(/\/$/, "");
  const config = JSON.parse(document.getElementById("config").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const isMap = document.body.classList.contains("embed-map");
  const NARROW = 440;
  /* The frame that event_map fits its first view into, and the most it zooms in by itself. */
  const FITTED = { width: 780, height: 560, padding: 64, closest: 8.5 };
  let home = null;
  let narrow = null;

  function theme() {
    return document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
  }

  function figure() {
    const scripts = Array.from(document.querySelectorAll("script.figure"));
    const found = scripts.find((script) => script.dataset.theme === theme()) || scripts[0];
    return JSON.parse(found.textContent.replaceAll(PLACEHOLDER, base));
  }

  /* The view that shows in this frame what the server's view shows in its own. */
  function fit(layout, width, height) {
    const padding = Math.min(FITTED.padding, width / 10, height / 10);
    const across = (width - 2 * padding) / (FITTED.width - 2 * FITTED.padding);
    const up = (height - 2 * padding) / (FITTED.height - 2 * FITTED.padding);
    const zoom = layout.map.zoom + Math.log2(Math.max(Math.min(across, up), 0.05));
    layout.map.zoom = Math.max(Math.min(zoom, Math.max(FITTED.closest, layout.map.zoom)), 0);
  }

  /* Names beside the lanes would take half of a phone: the legend names the types instead. */
  function squeeze(layout) {
    layout.annotations = (layout.annotations || []).filter((note) => !(note.xref === "paper" && note.x === 0));
    layout.margin = Object.assign({}, layout.margin, { l: 26 });
  }

  /* Names of lanes as small as their rows. */
  function shrinkNames(layout, height) {
    const rows = layout.yaxis2 && layout.yaxis2.range ? layout.yaxis2.range[0] + 0.5 : 0;
    const room = rows ? (0.74 * (height - layout.margin.t - layout.margin.b)) / rows : 12;
    for (const note of layout.annotations || []) note.font.size = Math.min(Math.max(room, 10.5), note.font.size);
  }

  /* So many days that their names stand side by side. */
  function spaceDays(layout, width) {
    const most = Math.max(Math.floor((width - layout.margin.l) / 52), 3);
    for (const axis of Object.keys(layout).filter((key) => key.startsWith("xaxis"))) layout[axis].nticks = most;
  }

  function prepared(width, height) {
    const drawn = figure();
    if (isMap) fit(drawn.layout, width, height);
    else if (width < NARROW) squeeze(drawn.layout);
    if (!isMap) {
      spaceDays(drawn.layout, width);
      shrinkNames(drawn.layout, height);
    }
    return drawn;
  }

  /* Marks that lie over one another share a chip: which do depends on the zoom, which only this frame knows.
     `level` is the half step of zoom for which marks were last asked; without an answer those of the page stay. */
  const levels = new Map();
  let level = null;

  function levelOf(zoom) {
    return Math.floor(2 * Math.max(zoom, 0)) / 2;
  }

  function marks(zoom) {
    const wanted = levelOf(zoom);
    const key = theme() + wanted;
    if (!levels.has(key)) {
      const address = new URL(base + "/embed/map/marks" + window.location.search);
      address.searchParams.set("theme", theme());
      address.searchParams.set("zoom", wanted);
      levels.set(key, fetch(address).then((answer) => (answer.ok ? answer.text() : null), () => null));
    }
    return levels.get(key).then((text) => (text === null ? null : JSON.parse(text)));
  }

  async function apart(drawn) {
    if (isMap) drawn.data = (await marks(drawn.layout.map.zoom)) || drawn.data;
    return drawn;
  }

  /* The reader has zoomed: chips part or join. */
  async function regroup() {
    const zoom = chart.layout.map.zoom;
    if (levelOf(zoom) === level) return;
    level = levelOf(zoom);
    const data = await marks(zoom);
    if (data && levelOf(chart.layout.map.zoom) === level) await Plotly.react(chart, data, chart.layout, config);
  }

  function fail(error) {
    document.getElementById("failure").hidden = false;
    const table = document.querySelector("details");
    if (table) table.open = true;
    console.error(error);
  }

  async function draw() {
    narrow = chart.clientWidth < NARROW;
    const lanes = figure().layout.yaxis2;
    if (lanes && lanes.range) chart.style.minHeight = 64 + 9 * lanes.range[0] + "px";
    const drawn = prepared(chart.clientWidth, chart.clientHeight);
    drawn.layout.autosize = true;
    if (isMap) {
      home = { "map.zoom": drawn.layout.map.zoom, "map.center": Object.assign({}, drawn.layout.map.center) };
      level = levelOf(drawn.layout.map.zoom);
    }
    await apart(drawn);
    return Plotly.react(chart, drawn.data, drawn.layout, config).catch(fail);
  }

  const ready = draw().then(() => {
    chart.classList.add("drawn");
    if (isMap && chart.on) chart.on("plotly_relayout", () => regroup().catch(fail));
  });
  dark.addEventListener("change", () => document.documentElement.dataset.theme || draw());
  window.addEventListener("resize", () => {
    if (!isMap && narrow !== chart.clientWidth < NARROW) draw();
  });

  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const step = Number(button.dataset.zoom);
      Plotly.relayout(chart, step ? { "map.zoom": Math.max(chart.layout.map.zoom + step, 0) } : home);
    });
  }

  /* ---- pictures ---- */

  const GAP = 16;
  /* What a picture is set in; it carries them along, because a picture can load nothing. */
  const FACES = [["Source Sans 3", "source-sans-3-latin"], ["Source Serif 4", "source-serif-4-latin"]];
  let faces = null;

  function dataAddress(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  async function face([family, file]) {
    const answer = await fetch(base + "/assets/fonts/" + file + ".woff2");
    const data = await dataAddress(await answer.blob());
    return "@font-face{font-family:'" + family + "';font-weight:200 900;src:url(" + data + ") format('woff2')}";
  }

  function wrapped(text, font, width) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    const lines = [""];
    for (const word of text.trim().split(/[^\S\u00a0\u202f]+/)) {
      const longer = lines[lines.length - 1] ? lines[lines.length - 1] + " " + word : word;
      if (lines[lines.length - 1] && pen.measureText(longer).width > width) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines[0] ? lines : [];
  }

  function plain(text) {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  }

  function words(selector) {
    const found = document.querySelector(selector);
    return found && !found.classList.contains("unseen") ? found.textContent : "";
  }

  /* The signs of the legend in lines; the lanes of a timeline name their types themselves. */
  function legend(font, width) {
    const items = Array.from(document.querySelectorAll(isMap ? ".legend li" : ".legend .key"));
    const names = items.map((item) => item.dataset.glyph + "\u00a0" + item.textContent.trim().replaceAll(" ", "\u00a0"));
    let next = 0;
    return wrapped(names.join("   "), font, width - 8 * names.length).map((line) => {
      const count = line.split(" ").filter(Boolean).length;
      next += count;
      return items.slice(next - count, next).map((item, at) => {
        const colour = getComputedStyle(item.querySelector(".sign")).getPropertyValue("--colour").trim();
        const text = plain(names[next - count + at]);
        return colour ? '<span style="color:' + colour + '">' + text[0] + "</span>" + text.slice(1) : text;
      }).join("\u2003");
    });
  }

  /* A drawing of the chart with title, sentence, signs and source line, as the text of an SVG. */
  async function drawing(width, height) {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue("--" + name).trim();
    const sans = token("sans"), serif = token("serif"), across = width - 2 * GAP;
    const title = wrapped(words("h1"), "600 24px " + serif, across);
    const sentence = wrapped(words(".sentence"), "16px " + sans, across);
    const signs = legend("13px " + sans, across);
    const source = wrapped(words(".source"), "13px " + sans, across);
    const head = GAP + title.length * 31 + sentence.length * 22 + 8;
    const axis = isMap ? 8 : 40;
    const foot = axis + signs.length * 20 + 6 + source.length * 18 + GAP;
    const drawn = figure();
    const layout = drawn.layout;
    if (isMap) fit(layout, across, height - head - foot);
    else spaceDays(layout, width);
    await apart(drawn);
    const left = isMap ? GAP : layout.margin.l;
    layout.margin = { l: left, r: GAP, t: head, b: foot };
    layout.autosize = false;
    const note = (lines, y, yshift, family, size, ink) => ({
      text: lines.join("<br>"), showarrow: false, align: "left", x: 0, xref: "paper", xanchor: "left", xshift: GAP - left,
      y: y, yref: "paper", yanchor: "top", yshift: yshift, font: { family: family, size: size, color: token(ink), weight: size > 20 ? 600 : 400 },
    });
    layout.annotations = [
      ...(layout.annotations || []),
      note(title.map(plain), 1, head - GAP + 6, serif, 24, "ink"),
      note(sentence.map(plain), 1, head - GAP - title.length * 31 + 3, sans, 16, "ink2"),
      note(signs, 0, -axis, sans, 13, "ink2"),
      note(source.map(plain), 0, -axis - signs.length * 20 - 4, sans, 13, "ink3"),
    ].filter((each) => each.text);
    const made = await Plotly.toImage(
      { data: drawn.data, layout: layout, config: config }, { format: "svg", width: width, height: height, imageDataOnly: true });
    faces = faces || (await Promise.all(FACES.map(face))).join("");
    return made.replace(/<svg[^>]*>/, (start) => start + "<defs><style>" + faces + "</style></defs>");
  }

  /* The same as a PNG, with two pixels a point. */
  async function painted(svg, width, height) {
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    const pen = canvas.getContext("2d");
    // The first time, the letters inside may not be ready; the second time they are.
    for (const pause of [150, 0]) {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
  }

  /* A picture of the chart as a Blob; `format` is "png" or "svg", sizes are in points. */
  async function picture(options) {
    await ready;
    const svg = await drawing(options.width, options.height);
    return options.format === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : painted(svg, options.width, options.height);
  }

  window.conflictEmbed = { ready: ready, picture: picture };
})();
