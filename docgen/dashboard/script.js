(function () {
  "use strict";
  var d = document, one = function (s) { return d.querySelector(s); };
  var all = function (s) { return Array.prototype.slice.call(d.querySelectorAll(s)); };
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/['\u2019`]/g, "").toLowerCase();
  }
  var old = one("[data-moment]");
  if (old) {
    var days = Math.floor((Date.now() - Date.parse(old.dataset.moment)) / 864e5);
    if (days >= 1) {
      old.textContent = (days === 1 ? old.dataset.one : old.dataset.other).replace("{n}", days);
      old.hidden = false;
    }
  }
  all("button[data-p]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var path = decodeURIComponent(new URL(button.dataset.p, location.href).pathname);
      if (/^\/[A-Za-z]:/.test(path)) path = path.slice(1).replace(/\//g, "\\");
      var said = one("#gezegd"), shown = one("#pad");
      function refused() {
        shown.textContent = path;
        getSelection().selectAllChildren(shown);
        said.textContent = said.dataset.select;
      }
      if (!navigator.clipboard) return refused();
      navigator.clipboard.writeText(path).then(function () {
        shown.textContent = path;
        said.textContent = said.dataset.done;
      }, refused);
    });
  });
  var box = one("#filter");
  if (!box) return;
  var choice = function (s) { return one(s) || { value: "" }; };  // a page of one folder has the search field only
  var search = one("#zoek"), group = choice("#klas"), kind = choice("#document"), count = one("#aantal"), none = one("#niets");
  var blocks = all(".k").map(function (block) {
    return { block: block, name: block.dataset.k, rows: Array.prototype.map.call(block.querySelectorAll("tr.s"), function (row) {
      return { row: row, text: plain(block.dataset.k + " " + row.textContent), st: " " + row.dataset.st + " ", d: " " + row.dataset.d + " " };
    }) };
  });
  var total = blocks.reduce(function (sum, b) { return sum + b.rows.length; }, 0);
  function status() { var on = one("input[name=status]:checked"); return on ? on.value : ""; }
  function say(n) {
    var text = n === total ? (n === 1 ? "one" : "all") : "some";
    count.textContent = count.dataset[text].replace("{n}", n).replace("{count}", total);
  }
  function apply(keep) {
    var words = plain(search.value).split(/\s+/).filter(Boolean), st = status(), shown = 0;
    blocks.forEach(function (b) {
      var here = 0;
      b.rows.forEach(function (r) {
        var ok = (!group.value || group.value === b.name) && (!kind.value || r.d.indexOf(" " + kind.value + " ") >= 0) &&
          (!st || r.st.indexOf(" " + st + " ") >= 0) && words.every(function (w) { return r.text.indexOf(w) >= 0; });
        r.row.hidden = !ok;
        here += ok;
      });
      b.block.hidden = !here;
      shown += here;
    });
    none.hidden = shown > 0;
    say(shown);
    if (keep) return;
    var p = new URLSearchParams();
    if (search.value) p.set("zoek", search.value);
    if (group.value) p.set("klas", group.value);
    if (kind.value) p.set("document", kind.value);
    if (st) p.set("status", st);
    try { history.replaceState(null, "", String(p) ? "#leerlingen?" + p : location.pathname + location.search); } catch (e) { /* a page without an address */ }
  }
  function read() {
    if (location.hash.indexOf("#leerlingen?") !== 0) return;
    var p = new URLSearchParams(location.hash.slice(12));
    search.value = p.get("zoek") || "";
    group.value = p.get("klas") || "";
    kind.value = p.get("document") || "";
    all("input[name=status]").forEach(function (r) { r.checked = r.value === (p.get("status") || ""); });
    apply(true);
    one("#leerlingen").scrollIntoView();
  }
  function clear() {
    search.value = group.value = kind.value = "";
    all("input[name=status]").forEach(function (r) { r.checked = !r.value; });
    apply();
    search.focus();
  }
  box.hidden = false;
  say(total);
  search.addEventListener("input", function () { apply(); });
  search.addEventListener("keydown", function (e) { if (e.key === "Escape") { search.value = ""; apply(); } });
  box.addEventListener("change", function () { apply(); });
  if (one("#wis")) one("#wis").addEventListener("click", clear);
  addEventListener("hashchange", read);
  read();
})();
