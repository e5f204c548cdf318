// Live pages: when something changes, the parts of the page that say so are fetched anew. Fields
// that somebody types into are no such parts, so nothing typed is lost. Everything works without.
(function () {
  "use strict";
  var source = document.body.getAttribute("data-live");
  if (!source || !window.EventSource || !window.fetch) return;
  var asked = false;
  var again = false;

  function refresh() {
    if (asked) {
      again = true;
      return;
    }
    asked = true;
    fetch(location.href, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : null; })
      .then(function (text) {
        if (text === null) return;
        var fresh = new DOMParser().parseFromString(text, "text/html");
        document.querySelectorAll("[data-part]").forEach(function (part) {
          var other = fresh.querySelector('[data-part="' + part.getAttribute("data-part") + '"]');
          if (other && !part.contains(document.activeElement) && part.innerHTML !== other.innerHTML) {
            part.innerHTML = other.innerHTML;
          }
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

  var events = new EventSource(source);
  var opened = false;
  events.onopen = function () {
    // after a lost connection something may have been missed
    if (opened) refresh();
    opened = true;
  };
  events.addEventListener("changed", refresh);
})();
