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
  function copy(link, said, shown) {
    var path = decodeURIComponent(new URL(link, location.href).pathname);
    if (/^\/[A-Za-z]:/.test(path)) path = path.slice(1).replace(/\//g, "\\");
    function tell(text) { shown.textContent = path; said.textContent = text; }
    function refused() { tell(said.dataset.select); getSelection().selectAllChildren(shown); }
    if (!navigator.clipboard) return refused();
    navigator.clipboard.writeText(path).then(function () { tell(said.dataset.done); }, refused);
  }
  all("button[data-p]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { copy(button.dataset.p, one("#gezegd"), one("#pad")); });
  });
  if (d.body.hasAttribute("data-paths")) d.addEventListener("click", function (e) {
    var link = e.target.closest("a[href]");
    if (!link || !/\.(docx|pdf|ics|csv|xlsx)$/.test(link.getAttribute("href"))) return;
    e.preventDefault();
    one("#kopie").hidden = false;
    copy(link.getAttribute("href"), one("#kopie span"), one("#kopie code"));
  });
  var marks = all("nav a[href^='#']");
  if (marks.length && self.IntersectionObserver) {
    var seen = {};
    var eye = new IntersectionObserver(function (entries) {
      entries.forEach(function (e) { seen[e.target.id] = e.isIntersecting; });
      var first = marks.filter(function (a) { return seen[a.hash.slice(1)]; })[0];
      marks.forEach(function (a) { if (a === first) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current"); });
    }, { rootMargin: "-25% 0px -70% 0px" });
    marks.forEach(function (a) { var part = one(a.hash); if (part) eye.observe(part); });
  }
  var box = one("#filter");
  if (!box) return;
  var choice = function (s) { return one(s) || { value: "" }; };  // a page of one folder has the search field only
  var search = one("#zoek"), group = choice("#klas"), kind = choice("#document"), since = choice("#sinds"), count = one("#aantal"), none = one("#niets");
  var found = null;
  function blocks() {  // when somebody searches: a large page need not wait for it
    return found || (found = all(".k").map(function (block) { return { block: block, name: block.dataset.k, rows: Array.prototype.map.call(block.querySelectorAll("tr.s"), function (row) {
      return { row: row, text: plain(block.dataset.k + " " + row.textContent), st: " " + row.dataset.st + " ", d: " " + row.dataset.d + " ", m: row.dataset.m || "" };
    }) }; }));
  }
  var total = d.querySelectorAll(".k tr.s").length;
  function status() { var on = one("input[name=status]:checked"); return on ? on.value : ""; }
  function say(n) {
    var text = n === total ? (n === 1 ? "one" : "all") : "some";
    count.textContent = count.dataset[text].replace("{n}", n).replace("{count}", total);
  }
  function apply(keep) {
    var words = plain(search.value).split(/\s+/).filter(Boolean), st = status(), shown = 0;
    blocks().forEach(function (b) {
      var here = 0;
      b.rows.forEach(function (r) {
        var ok = (!group.value || group.value === b.name) && (!kind.value || r.d.indexOf(" " + kind.value + " ") >= 0) &&
          (!since.value || r.m >= since.value) &&
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
    if (since.value) p.set("sinds", since.value);
    if (st) p.set("status", st);
    try { history.replaceState(null, "", String(p) ? "#leerlingen?" + p : location.pathname + location.search); } catch (e) { /* a page without an address */ }
  }
  function read() {
    if (location.hash.indexOf("#leerlingen?") !== 0) return;
    var p = new URLSearchParams(location.hash.slice(12));
    search.value = p.get("zoek") || "";
    group.value = p.get("klas") || "";
    kind.value = p.get("document") || "";
    since.value = p.get("sinds") || "";
    all("input[name=status]").forEach(function (r) { r.checked = r.value === (p.get("status") || ""); });
    apply(true);
    one("#leerlingen").scrollIntoView();
  }
  function clear() {
    search.value = group.value = kind.value = since.value = "";
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
