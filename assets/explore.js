/* What the page does by itself: address, theme, views, keys, and the map's own handle.

   State lives in Dash's stores; nothing here holds any of its own but what the address was last. The map's handle
   (gd._fullLayout.map._subplot.map) is MapLibre's, reached through plotly.js 4.1, to which pyproject pins plotly;
   without it the map still draws, pans and selects. */
"use strict";

(function () {
  const setProps = (id, props) => window.dash_clientside.set_props(id, props);
  const byId = (id) => document.getElementById(id);
  const NOTHING = { event: null, stack: [] };
  const now = { filters: null, selection: NOTHING, view: "map", part: null };
  const CARD_WIDTH = 380; // as in explore.css
  const narrow = () => window.matchMedia("(max-width: 1199px)").matches;
  const phone = () => window.matchMedia("(max-width: 767px)").matches;
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* Address */

  function search() {
    const query = new URLSearchParams(now.filters || {});
    if (now.selection && now.selection.event) query.set("event", now.selection.event);
    if (now.view && now.view !== "map") query.set("view", now.view);
    if (now.part) query.set("part", now.part);
    const given = new URLSearchParams(window.location.search).get("theme");
    if (given) query.set("theme", given);
    const text = query.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    return text ? "?" + text : "";
  }

  let written = null; // the filters that the address shows, as text
  let visits = 0;

  function readAddress() {
    window.addEventListener("popstate", function () {
      written = null;
      setProps("store-address", { data: { search: window.location.search, visit: ++visits } });
    });
    const map = byId("map-graph");
    // An event in the address opens its card, which on a wide page takes its room from the map.
    const opens = new URLSearchParams(window.location.search).has("event") && !narrow();
    return [
      { search: window.location.search, visit: visits },
      { width: map.clientWidth - (opens ? CARD_WIDTH : 0), height: map.clientHeight },
    ];
  }

  function writeAddress(filters, selection, view, part) {
    if (!filters) return window.dash_clientside.no_update;
    Object.assign(now, { filters: filters, selection: selection || NOTHING, view: view || "map", part: part || null });
    const text = JSON.stringify(filters);
    const address = window.location.pathname + search() + window.location.hash;
    if (address !== window.location.pathname + window.location.search + window.location.hash) {
      // Only a committed filter is a step back; looking at an event or another view is not.
      if (written !== null && written !== text) window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    }
    written = text;
    return window.dash_clientside.no_update;
  }

  /* Theme */

  function chooseTheme(clicks, current) {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const asked = new URLSearchParams(window.location.search).get("theme");
    let kept = null;
    try {
      kept = window.localStorage.getItem("conflict-events-theme");
    } catch (error) {
      kept = null; // storage may be closed to the page; the system's wish then holds
    }
    const wish = [asked, kept].find((name) => name === "light" || name === "dark");
    let theme = wish || (system.matches ? "dark" : "light");
    if (clicks && current) {
      theme = current === "dark" ? "light" : "dark";
      try {
        window.localStorage.setItem("conflict-events-theme", theme);
      } catch (error) {
        theme = String(theme);
      }
    } else if (!wish) {
      system.addEventListener("change", (event) => paint(event.matches ? "dark" : "light"));
    }
    document.documentElement.dataset.theme = theme;
    return [theme, theme];
  }

  function paint(theme) {
    document.documentElement.dataset.theme = theme;
    setProps("store-theme", { data: theme });
    setProps("shell-provider", { forceColorScheme: theme });
  }

  /* Views and panels */

  function showView(view) {
    const shown = view || "map";
    document.body.dataset.view = shown;
    for (const tab of document.querySelectorAll("[data-view][aria-pressed]")) {
      const wide = tab.classList.contains("view-tab") && shown !== "table" ? "map" : shown;
      tab.setAttribute("aria-pressed", String(tab.dataset.view === wide));
    }
    // Charts that were out of sight learn their size.
    window.requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
    return window.dash_clientside.no_update;
  }

  function goTo(view) {
    showView(view); // at once: what is out of sight takes no focus
    setProps("store-view", { data: view });
    if (view !== "table" && now.part) setProps("store-part", { data: null });
  }

  function toggleRail(open) {
    const wanted = open === undefined ? document.body.dataset.rail !== "open" : open;
    document.body.dataset.rail = wanted ? "open" : "";
    const opener = byId("top-filters");
    if (opener) opener.setAttribute("aria-expanded", String(wanted));
    if (wanted) byId("rail").focus();
    else if (opener && opener.offsetParent) opener.focus();
  }

  /* Open the group of a filter and put the focus on its first control. */
  function focusOn(dimension) {
    if (dimension === "text") return byId("top-search").focus();
    const group = document.querySelector(`[data-group="${dimension}"]`);
    if (!group) return;
    if (phone()) goTo("filters");
    else if (narrow()) toggleRail(true);
    window.requestAnimationFrame(function () {
      group.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
      group.classList.add("called");
      window.setTimeout(() => group.classList.remove("called"), 1200);
      group.querySelector("input:not([disabled]), [role='slider'], button:not([hidden]):not([disabled])").focus();
    });
  }

  /* Selection */

  const isCell = (id) => /^cell:/.test(id);
  // A mark's number of events: of one that is not drawn event by event its name tells it.
  const numberOf = (ids) => (isCell(ids[0]) ? Number(ids[0].split(":")[3]) : ids.length);

  function select(ids) {
    setProps("store-selection", { data: ids.length === 1 && !isCell(ids[0]) ? { event: ids[0], stack: [] } : { event: null, stack: ids } });
  }

  function selectMark(click) {
    const point = click && click.points && click.points.find((each) => Array.isArray(each.customdata) && each.customdata.length);
    // On the map a click has been taken by hit() already, unless its handle is out of reach.
    if (point && !("lon" in point && handle())) select(point.customdata.map(String));
    // The same mark may be clicked again: forget this click.
    const graphs = ["map-graph", "timeline-detail"];
    if (click) graphs.forEach((id) => setProps(id, { clickData: null }));
    return window.dash_clientside.no_update;
  }

  function renewRows() {
    // Once the stores hold what was asked for, so that the grid asks with it.
    if (window.dash_ag_grid)
      window.dash_ag_grid.getApiAsync("table-grid").then((grid) => window.setTimeout(() => grid.purgeInfiniteCache(), 0));
    return window.dash_clientside.no_update;
  }

  function selectRow(rows) {
    if (rows && rows.length && rows[0].id !== now.selection.event) select([rows[0].id]);
    return window.dash_clientside.no_update;
  }

  function closeCard() {
    setProps("store-selection", { data: NOTHING });
    setProps("table-grid", { selectedRows: [] });
  }

  let before = null; // what had the focus when the card opened

  function showCard(hidden) {
    document.body.dataset.card = hidden ? "" : "open";
    if (hidden) {
      if (before && document.contains(before)) before.focus();
      before = null;
    } else if (!before) {
      before = document.activeElement;
      if (narrow()) byId("card-body").focus();
    }
    byId("card-body").scrollTop = 0;
    // The map is narrower now: the mark may have gone out of view.
    window.setTimeout(function () {
      flown = null;
      if (handle()) flyToSelected(handle());
    }, 500);
    window.requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
    return window.dash_clientside.no_update;
  }

  function say(words) {
    setProps("shell-live", { children: words });
  }

  function citation() {
    const title = document.querySelector("#card-body .summary");
    const told = [...document.querySelectorAll("#card-body .source")].map((line) => line.textContent.trim());
    const dataset = byId("top-dataset").textContent;
    return [title ? title.textContent : "", told.slice(0, 3).join("; "), dataset, window.location.href]
      .filter(Boolean)
      .join(". ");
  }

  function copy(what, opener) {
    const text = what === "citation" ? citation() : window.location.href;
    const done = function () {
      const label = opener.querySelector("span:last-child");
      const words = label.textContent;
      label.textContent = "Copied";
      say(what === "citation" ? "Citation copied." : "Link copied.");
      window.setTimeout(() => (label.textContent = words === "Copied" ? label.textContent : words), 1600);
    };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, () => window.prompt("Copy this:", text));
    } else {
      window.prompt("Copy this:", text);
    }
  }

  /* Map */

  const plot = () => document.querySelector("#map-graph .js-plotly-plot");

  function handle() {
    const gd = plot();
    const layout = gd && gd._fullLayout;
    return layout && layout.map && layout.map._subplot ? layout.map._subplot.map : null;
  }

  function look(view) {
    const map = handle();
    if (!map) return;
    map.once("moveend", function () {
      const centre = map.getCenter();
      // Tell Plotly, so that its own redrawing keeps this view.
      window.Plotly.relayout(plot(), {
        "map.center": { lon: centre.lng, lat: centre.lat },
        "map.zoom": map.getZoom(),
      }).then(moved);
    });
    map.easeTo({ ...view, duration: calm() ? 0 : 400 });
  }

  // Plotly keeps a typed array beside the text in which it came.
  const numbers = (values) => (values && values._inputArray) || values;

  /* Every mark once: its events, its point, and how far it reaches to the left of that point, in pixels. */
  function marks() {
    const found = new Map();
    const gd = plot();
    for (const trace of (gd && gd.data) || []) {
      const [lons, lats] = [numbers(trace.lon), numbers(trace.lat)];
      (trace.customdata || []).forEach(function (ids, at) {
        const key = JSON.stringify(ids);
        if (found.has(key)) return;
        const image = trace.marker && Array.isArray(trace.marker.symbol) ? trace.marker.symbol[at] : "";
        const chip = /^chip_(\d)/.exec(image);
        found.set(key, {
          ids: ids,
          lon: lons[at],
          lat: lats[at],
          place: trace.ids ? trace.ids[at] : "",
          symbol: trace.meta && trace.meta[at],
          left: chip ? 16 + 17 * Number(chip[1]) : 0,
        });
      });
    }
    return [...found.values()];
  }

  let pressed = null; // where the pointer went down last

  /* Plotly clicks only what it hovers, near a mark's point: a chip is wider, and a finger does not hover. The page
     listens, not the map: a click before the map has finished loading counts too. */
  function hit(event) {
    const map = handle();
    if (!map || plot()._fullLayout.dragmode === "select") return;
    if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > 4) return; // moved the map
    const frame = map.getCanvas().getBoundingClientRect();
    const at = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    const reach = event.pointerType === "touch" || phone() ? 22 : 13;
    let best = null;
    for (const mark of marks()) {
      const turns = Math.round((map.getCenter().lng - mark.lon) / 360);
      const point = map.project([mark.lon + 360 * turns, mark.lat]);
      const right = at.x - point.x;
      const beside = right < 0 ? Math.max(0, -right - mark.left) : right;
      const far = Math.hypot(beside, at.y - point.y);
      if (far <= reach && (!best || far < best.far)) best = { mark: mark, far: far };
    }
    if (best) select(best.mark.ids.map(String));
  }

  function fit() {
    const map = handle();
    const all = marks();
    if (!map || !all.length) return;
    // The shortest stretch that holds all longitudes, across the antimeridian where that is shorter.
    const sorted = all.map((mark) => mark.lon).sort((a, b) => a - b);
    let gap = sorted[0] + 360 - sorted[sorted.length - 1];
    let west = sorted[0];
    sorted.forEach(function (lon, at) {
      if (at && lon - sorted[at - 1] > gap) {
        gap = lon - sorted[at - 1];
        west = lon;
      }
    });
    const lons = all.map((mark) => (mark.lon < west ? mark.lon + 360 : mark.lon));
    const lats = all.map((mark) => mark.lat);
    const camera = map.cameraForBounds(
      [
        [Math.min(...lons), Math.min(...lats)],
        [Math.max(...lons), Math.max(...lats)],
      ],
      { padding: { top: 64, left: 64, right: 64, bottom: phone() ? 64 : 104 }, maxZoom: 8.5 },
    );
    if (camera) look({ center: camera.center, zoom: camera.zoom });
  }

  function mapTool(tool, opener) {
    const map = handle();
    if (tool === "in" || tool === "out") {
      if (map) look({ center: map.getCenter(), zoom: map.getZoom() + (tool === "in" ? 1 : -1) });
    } else if (tool === "fit") {
      fit();
    } else if (tool === "area") {
      drawArea(opener.getAttribute("aria-pressed") !== "true");
    }
  }

  function drawArea(on) {
    const opener = document.querySelector("[data-map='area']");
    opener.setAttribute("aria-pressed", String(on));
    window.Plotly.relayout(plot(), { dragmode: on ? "select" : "pan" });
    if (on) say("Drag a box on the map. Escape leaves the tool.");
  }

  const ARROWS = ["up", "up-right", "right", "down-right", "down", "down-left", "left", "up-left"];

  /* The row that names what lies outside the view. Words of articles are set as text. */
  function sides() {
    const row = byId("map-outside");
    const map = handle();
    if (!row || !map) return;
    const bounds = map.getBounds();
    const centre = map.getCenter();
    const inside = (mark) =>
      [mark.lon, mark.lon + 360, mark.lon - 360].some((lon) => bounds.contains([lon, mark.lat]));
    const all = marks();
    const away = all.filter((mark) => !inside(mark));
    const number = away.reduce((sum, mark) => sum + numberOf(mark.ids), 0);
    const gd = plot();
    // Only what is near the view has been drawn: how much lies elsewhere is not known here.
    if (gd.layout.meta && (gd.layout.meta.partial || gd.layout.meta.brush)) return ((row.hidden = true), scale(map));
    row.hidden = number === 0;
    row.replaceChildren();
    if (!number) return scale(map);
    const head = document.createElement("span");
    head.textContent = "Outside this view: " + number;
    row.append(head);
    for (const mark of away.slice(0, phone() ? 2 : 4)) {
      const turn = Math.atan2(mark.lon - centre.lng, mark.lat - centre.lat);
      const way = ARROWS[(Math.round(turn / (Math.PI / 4)) + 8) % 8];
      const jump = document.createElement("button");
      jump.type = "button";
      jump.className = "jump";
      const arrow = document.createElement("span");
      arrow.className = "icon icon-arrow arrow-" + way;
      arrow.setAttribute("aria-hidden", "true");
      const name = document.createElement("span");
      name.textContent = mark.place || "Event";
      jump.append(arrow, name);
      if (mark.ids.length > 1) {
        const count = document.createElement("span");
        count.className = "count";
        count.textContent = String(mark.ids.length);
        jump.append(count);
      } else if (mark.symbol) {
        const shape = document.createElement("span");
        shape.className = "symbol symbol-" + mark.symbol;
        shape.setAttribute("aria-hidden", "true");
        jump.append(shape);
      }
      jump.addEventListener("click", () => look({ center: [mark.lon, mark.lat], zoom: Math.max(map.getZoom(), 5) }));
      row.append(jump);
    }
    scale(map);
  }

  function scale(map) {
    const bar = byId("map-scale");
    if (!bar) return;
    const metres = (40075016.7 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom());
    const widest = metres * 110;
    const power = 10 ** Math.floor(Math.log10(widest));
    const length = [5, 2, 1].map((step) => step * power).find((step) => step <= widest) || power;
    bar.style.width = Math.round(length / metres) + "px";
    bar.textContent = length >= 1000 ? length / 1000 + " km" : length + " m";
  }

  let told = null;
  let spot = null; // the centre of the view that was drawn last
  const step = (map) => Math.max(0, Math.floor(map.getZoom() * 2) / 2);

  /* The next drawing keeps the view; which marks share a chip depends on the zoom, by steps of a half. */
  function moved() {
    const map = handle();
    if (!map) return;
    const centre = map.getCenter().wrap();
    const frame = map.getCanvas().getBoundingClientRect();
    setProps("store-camera", {
      data: {
        latitude: centre.lat,
        longitude: centre.lng,
        zoom: map.getZoom(),
        width: Math.round(frame.width),
        height: Math.round(frame.height),
      },
    });
    const meta = plot().layout.meta || {};
    // Where only what is near the view has been drawn, a move of a quarter of it needs a new drawing.
    const partial = meta.partial || meta.brush;
    const here = map.project([centre.lng, centre.lat]);
    const before = partial && spot ? map.project(spot) : here;
    const far = Math.hypot(here.x - before.x, here.y - before.y) > Math.min(frame.width, frame.height) / 4;
    if (step(map) !== told || far || (partial && !spot)) {
      told = step(map);
      spot = [centre.lng, centre.lat];
      setProps("store-zoom", { data: partial ? { zoom: told, at: spot } : told });
    }
    sides();
  }

  let drawn = null;
  let latest = null; // the figure that was given last: earlier ones need no waiting for

  function mapDrawn(figure) {
    if (!figure || !figure.layout) return window.dash_clientside.no_update;
    const attempt = function () {
      const map = handle();
      if (!map || !map.isStyleLoaded()) {
        if (figure === latest) window.setTimeout(attempt, 150);
        return;
      }
      if (map !== drawn) {
        drawn = map;
        told = step(map);
        if (phone()) document.querySelector(".legend").open = false;
        map.on("moveend", moved);
        plot().on("plotly_selected", areaDrawn);
        map.getCanvas().setAttribute("aria-label", "Map of events. Arrow keys move it, plus and minus zoom. The table lists the same events.");
      }
      halos(map);
      flyToSelected(map);
      const gd = plot();
      if ((gd.layout.selections || []).length) window.Plotly.relayout(gd, { selections: [] });
      const opener = document.querySelector("[data-map='area']");
      if (opener.getAttribute("aria-pressed") === "true") window.Plotly.relayout(plot(), { dragmode: "select" });
      sides();
    };
    latest = figure;
    known = null;
    attempt();
    return window.dash_clientside.no_update;
  }

  /* While the date brush moves, marks that count events grow and shrink with it; one question at a time. */
  let asking = false;
  let wanted = null;
  let known = null; // the view of the map whose marks the page has

  function watchBrush(figure) {
    const gd = document.querySelector("#timeline-overview .js-plotly-plot");
    if (gd && !gd.watched) {
      gd.watched = true;
      gd.on("plotly_selecting", (event) => event && event.range && event.range.x && brushTo(event.range.x));
    }
    return window.dash_clientside.no_update;
  }

  function brushTo(range) {
    const meta = plot() && plot().layout.meta;
    if (!meta || !meta.brush) return;
    const days = range.map((value) => String(value).slice(0, 10)).sort();
    wanted = { from: days[0], to: days[1], view: meta.brush };
    if (!asking) askStep();
  }

  function askStep() {
    const step = wanted;
    wanted = null;
    asking = true;
    const query = new URLSearchParams(now.filters || {});
    query.set("from", step.from);
    query.set("to", step.to);
    new URLSearchParams(step.view).forEach((value, name) => query.set(name, value));
    const first = known !== step.view + JSON.stringify(now.filters);
    if (first) query.set("theme", document.documentElement.dataset.theme);
    fetch("api/brush?" + query)
      .then((answer) => (answer.ok ? answer.json() : null))
      .then(function (found) {
        const gd = plot();
        const at = gd ? gd.data.findIndex((trace) => trace.name === "Cells of events") : -1;
        if (!found || at < 0 || (gd.layout.meta || {}).brush !== step.view) return null;
        const changes = { "marker.size": [found.sizes] };
        if (first) Object.assign(changes, { lat: [found.lat], lon: [found.lon], "marker.color": [found.colours] });
        known = step.view + JSON.stringify(now.filters);
        const count = document.querySelector("#top-sentence b");
        if (count) count.textContent = found.words;
        return window.Plotly.restyle(gd, changes, [at]);
      })
      .finally(function () {
        asking = false;
        if (wanted) askStep();
      });
  }

  let flown = null;

  /* The mark of an event that was chosen elsewhere comes into view, at the same zoom. */
  function flyToSelected(map) {
    const chosen = now.selection.event;
    if (chosen === flown) return;
    flown = chosen;
    const mark = chosen && marks().find((each) => each.ids.includes(chosen));
    if (!mark || document.body.dataset.view === "table") return;
    const inView = [0, 360, -360].some((turn) => map.getBounds().contains([mark.lon + turn, mark.lat]));
    if (!inView) look({ center: [mark.lon, mark.lat], zoom: map.getZoom() });
  }

  /* A box on the map has become a filter: the filter's own frame takes its place. */
  function areaDrawn(selected) {
    if (!selected || !selected.range) return;
    drawArea(false);
  }

  /* Plotly's labels have no halo; ours stay readable on any ground with one. */
  function halos(map) {
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--halo").trim();
    for (const layer of map.getStyle().layers) {
      if (layer.type !== "symbol" || !/^plotly-/.test(layer.id)) continue;
      map.setPaintProperty(layer.id, "text-halo-color", colour);
      map.setPaintProperty(layer.id, "text-halo-width", 1.6);
      map.setLayoutProperty(layer.id, "text-allow-overlap", true);
    }
  }

  /* Gestures */

  // On the way down: what draws the map stops clicks on their way up.
  document.addEventListener("pointerdown", (event) => (pressed = { x: event.clientX, y: event.clientY }), true);
  document.addEventListener("click", (event) => event.target.closest("#map-graph") && hit(event), true);

  document.addEventListener("click", function (event) {
    const opener = event.target.closest(
      "[data-view],[data-toggle],[data-focus],[data-event],[data-step],[data-close],[data-copy],[data-map],[data-skip],[data-part]",
    );
    if (!opener || opener === document.body || opener.disabled) return;
    if (opener.tagName === "A") event.preventDefault();
    const does = opener.dataset;
    if ("map" in does) mapTool(does.map, opener);
    else if ("focus" in does) focusOn(does.focus);
    else if ("event" in does) select([does.event]);
    else if ("step" in does) does.step && select([does.step]);
    else if ("close" in does) closeCard();
    else if ("copy" in does) copy(does.copy, opener);
    else if ("part" in does) setProps("store-part", { data: does.part || null });
    else if ("toggle" in does) phone() && document.body.dataset.view === "filters" ? goTo("map") : toggleRail();
    else if ("skip" in does) skip(does.skip);
    else if ("view" in does && opener.tagName === "BUTTON") {
      if (now.part) setProps("store-part", { data: null });
      goTo(does.view);
    }
  });

  function skip(id) {
    if (id === "table") goTo("table");
    if (id === "map") goTo("map");
    if (id === "timeline" && phone()) goTo("timeline");
    if (id === "rail") phone() ? goTo("filters") : narrow() && toggleRail(true);
    window.requestAnimationFrame(() => byId(id).focus());
  }

  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest("input, textarea, select, [contenteditable], [role='slider'], [role='dialog']");
    if (event.key === "Escape") {
      const tool = document.querySelector("[data-map='area'][aria-pressed='true']");
      if (tool) drawArea(false);
      else if (document.body.dataset.rail === "open") toggleRail(false);
      else if (!event.target.closest("[role='dialog']") && document.body.dataset.card === "open") closeCard();
    } else if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      byId("top-search").focus();
    } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && document.body.dataset.card === "open") {
      if (event.target.closest(".map-graph, .ag-root, [role='radiogroup']")) return;
      const step = byId(event.key === "ArrowLeft" ? "card-previous" : "card-next");
      if (step && !step.disabled) step.click();
    }
  });

  /* Hover or focus on a field of the card outlines its words, and the reverse. */
  function light(event, on) {
    const field = event.target.closest && event.target.closest("#card-body [data-field]");
    if (!field) return;
    for (const other of document.querySelectorAll("#card-body [data-field]")) {
      other.classList.toggle("lit", on && other.dataset.field === field.dataset.field);
    }
  }
  document.addEventListener("mouseover", (event) => light(event, true));
  document.addEventListener("mouseout", (event) => light(event, false));

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    explore: { readAddress, writeAddress, chooseTheme, showView, selectMark, selectRow, renewRows, showCard, mapDrawn, watchBrush },
  });

  window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};
  window.dashAgGridComponentFunctions.TypeCell = function (props) {
    if (!props.data) return null; // a row that is still on its way
    const shape = "symbol symbol-" + props.data.symbol + (props.data.claim ? " outlined" : "");
    return window.React.createElement(
      "span",
      { className: "type-cell" },
      window.React.createElement("span", { className: shape, "aria-hidden": "true" }),
      window.React.createElement("span", null, props.value),
    );
  };
})();
