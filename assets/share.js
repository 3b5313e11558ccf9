/* The Share dialog (dashboard/web/share_dialog.py): link, embed code, preview, copies and pictures. */

(function () {
  "use strict";

  const HEIGHT = { map: 480, timeline: 420, table: 420 };
  const PICTURE = { width: 1200, height: 675 };

  /* Where readers reach the app: the operator's word, else where this page is. Ends with a slash. */
  function base() {
    const told = document.querySelector('meta[name="public-url"]');
    const here = window.location.origin + window.location.pathname.replace(/[^/]*$/, "");
    return told ? told.content.replace(/\/*$/, "/") : here;
  }

  function query(values) {
    const text = new URLSearchParams(values).toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return text ? "?" + text : "";
  }

  function attribute(text) {
    return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  }

  function same() {
    return window.dash_clientside.no_update;
  }

  function triggered() {
    const found = window.dash_clientside.callback_context.triggered_id;
    return typeof found === "string" ? found : "";
  }

  async function toClipboard(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    /* Plain http on another host has no clipboard of its own. */
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    (document.querySelector(".share-foot") || document.body).append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("the browser refused");
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    share: {
      open: function (asked, closed) {
        return triggered() !== "share-close" && Boolean(asked);
      },

      compose: function (opened, what, title, theme, filters, dataset) {
        if (!opened) return [same(), same(), same(), same(), same(), same()];
        const values = Object.assign({}, filters);
        const data = query(values);
        if (theme !== "light") values.theme = theme;
        if (title) values.title = title;
        const embed = "embed/" + what + query(values);
        const code =
          '<iframe src="' + attribute(base() + embed) + '"\n title="' + attribute(title || String(dataset || "")) +
          '"\n width="100%" height="' + HEIGHT[what] + '" loading="lazy"\n referrerpolicy="no-referrer"\n style="border:0"></iframe>';
        const link = base() + window.location.search;
        return [link, code, embed, "api/events.csv" + data, "api/events.geojson" + data, what === "table"];
      },

      resize: function (width) {
        return "share-preview share-" + width;
      },

      copy: async function (link, code, address, snippet) {
        const isLink = triggered() === "share-copy-link";
        try {
          await toClipboard(isLink ? address : snippet);
          return isLink ? "Link copied." : "Embed code copied.";
        } catch (error) {
          return "The browser does not allow copying. Mark the text and copy it by hand.";
        }
      },

      picture: async function (png, svg, what) {
        const format = triggered() === "share-svg" ? "svg" : "png";
        try {
          const frame = document.getElementById("share-frame").contentWindow;
          const made = await frame.conflictEmbed.picture(Object.assign({ format: format }, PICTURE));
          save(made, "conflict-events-" + what + "." + format);
          return "The picture was saved: " + format.toUpperCase() + ", with title, filters and sources.";
        } catch (error) {
          console.error(error);
          return "The picture could not be made: wait until the preview shows the chart, then try again.";
        }
      },
    },
  });
})();
