// Live pages: when something changes, or while work goes on that the page waits for, the parts of the
// page that say so are fetched anew. A part
// with forms stays as it is while somebody works in it, so nothing typed is lost: the page says that
// it is no longer the newest. Everything works without.
(function () {
  "use strict";
  var source = document.body.getAttribute("data-live");
  var listens = source && window.EventSource;
  var waits = function () { return document.querySelector("[data-wait]") !== null; };
  if (!window.fetch || !(listens || waits())) return;
  var asked = false;
  var again = false;
  // on the way to another page, nothing loads this one anew: what was sent would not be seen to arrive
  var leaving = false;
  window.addEventListener("beforeunload", function () { leaving = true; });

  // what a part says itself: parts within it are looked at by themselves, each page has a key of
  // its own, and what somebody has unfolded or a sum of what was typed is no change
  function shown(part) {
    var copy = part.cloneNode(true);
    copy.querySelectorAll('[data-part], [data-sum], input[name="entry_key"]').forEach(function (one) { one.remove(); });
    copy.querySelectorAll("details").forEach(function (one) { one.open = false; });
    return copy.innerHTML;
  }

  function isTyped(part) {
    if (part.hasAttribute("data-typed")) return true;
    return Array.prototype.some.call(part.querySelectorAll("input, select, textarea"), function (one) {
      if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
      if (one.tagName !== "SELECT") return one.value !== one.defaultValue;
      var chosen = Array.prototype.filter.call(one.options, function (option) { return option.defaultSelected; });
      return one.value !== (chosen[0] || one.options[0] || one).value;
    });
  }

  // a page that answers a form holds what was typed, and stands at an address that may show another
  function isSettled() {
    var main = document.querySelector("main");
    var field = main.contains(document.activeElement) && /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    var sent = document.body.hasAttribute("data-sent") || main.querySelector(".summary, .field.wrong, [data-typed]");
    return !leaving && !sent && !field && !isTyped(main);
  }

  // where forms go to that stand in no part
  function forms(page) {
    return Array.prototype.filter.call(page.querySelectorAll("main form"), function (form) {
      return !form.closest("[data-part]");
    }).map(function (form) { return form.getAttribute("action"); }).join("\n");
  }

  // a button that leads to a form which came after the page was opened: where somebody is typing, it
  // opens beside
  document.addEventListener("click", function (event) {
    var link = event.target.closest('[data-part="next"] a[href]');
    var plain = !event.defaultPrevented && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.pathname !== location.pathname || link.search !== location.search) return;
    if (link.hash.length < 2 || document.getElementById(link.hash.slice(1))) return;
    event.preventDefault();
    if (isSettled()) {
      location.hash = link.hash;
      location.reload();
    } else {
      window.open(link.href);
    }
  });

  function refresh() {
    if (asked) {
      again = true;
      return;
    }
    asked = true;
    fetch(location.href, { credentials: "same-origin", headers: { "x-by-itself": "1" } })
      .then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : null; })
      .then(function (text) {
        if (text === null) return;
        var fresh = new DOMParser().parseFromString(text, "text/html");
        // what can be done here is another thing now; what is being typed is not taken from anybody
        var settled = isSettled();
        if (settled && forms(document) !== forms(fresh)) {
          location.reload();
          return;
        }
        document.querySelectorAll("[data-part]").forEach(function (part) {
          var other = fresh.querySelector('[data-part="' + part.getAttribute("data-part") + '"]');
          // what the page waited for is done: it is another page now
          if (!other && part.hasAttribute("data-wait")) location.reload();
          else if (!other && settled) part.innerHTML = "";
          if (!other || shown(part) === shown(other)) return;
          var busy = part.contains(document.activeElement) || isTyped(part);
          if (!busy) part.innerHTML = other.innerHTML;
          var notice = document.querySelector('[data-changed="' + part.getAttribute("data-part") + '"]');
          if (notice) notice.hidden = !busy;
        });
      })
      .catch(function () { /* the next change tries again */ })
      .then(function () {
        asked = false;
        if (again) {
          again = false;
          refresh();
        }
      });
  }

  function wait() {
    if (waits()) setTimeout(function () { refresh(); wait(); }, 3000);
  }

  wait();
  if (!listens) return;
  var events = new EventSource(source);
  var opened = false;
  events.onopen = function () {
    // after a lost connection something may have been missed
    if (opened) refresh();
    opened = true;
  };
  events.addEventListener("changed", refresh);
})();

// The session: warns before it ends and puts the end off without leaving the page, so that nothing
// typed is lost. Without this script the button does it in a page of its own.
(function () {
  "use strict";
  var ending = document.querySelector(".ending");
  if (!ending || !window.fetch) return;
  var said = ending.querySelector("p");
  var button = ending.querySelector("button");
  var soon = Number(ending.getAttribute("data-soon"));
  var timer = null;

  function wait(left) {
    clearTimeout(timer);
    if (left <= 0) {
      ending.classList.add("soon");
      said.textContent = ending.getAttribute("data-ended");
      if (button) button.hidden = true;
      return;
    }
    ending.classList.toggle("soon", left <= soon);
    timer = setTimeout(ask, (left > soon ? left - soon : left) * 1000 + 500);
  }

  // other pages of the same session may have been worked in meanwhile
  function ask() {
    fetch("/me/sessions/left", { credentials: "same-origin", headers: { "x-by-itself": "1" } })
      .then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : "0"; })
      .then(function (text) { wait(Number(text)); })
      .catch(function () { timer = setTimeout(ask, 30000); });
  }

  ending.addEventListener("submit", function (event) {
    event.preventDefault();
    fetch(ending.action, { method: "POST", credentials: "same-origin" })
      .then(function (answer) { return answer.text(); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector(".ending");
        if (!fresh) return ask();
        said.textContent = fresh.querySelector("p").textContent;
        wait(Number(fresh.getAttribute("data-left")));
      })
      .catch(ask);
  });
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) ask();
  });
  wait(Number(ending.getAttribute("data-left")));
})();

// On a narrow screen long pages are folded: each part says how much it holds. What an address points
// into stays open.
(function () {
  "use strict";
  if (!window.matchMedia) return;
  var narrow = window.matchMedia("(max-width: 40rem)");
  var parts = document.querySelectorAll("details.fold");
  function fold() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    parts.forEach(function (one) { one.open = !narrow.matches || Boolean(target && one.contains(target)); });
  }
  if (!parts.length) return;
  if (narrow.matches) fold();
  narrow.addListener(fold);
})();
