// The tally sheet adds up while it is typed: each sum beside what it is compared with, and whether the
// two agree. It is told and keeps nobody from sending what the paper says. Everything works without.
(function () {
  "use strict";

  // digits in full width are digits; nothing for what is no number
  function figure(field) {
    if (!field) return null;
    var text = field.value.trim().replace(/[０-９]/g, function (sign) {
      return String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
    });
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  }

  function named(form, names) {
    return names.split(" ").filter(Boolean).map(function (name) {
      return figure(form.elements.namedItem(name));
    });
  }

  // the votes of a post: printed lines, and lines written in for it
  function votes(form, post) {
    var printed = form.querySelectorAll('input[name^="votes.' + post + '."]');
    var figures = Array.prototype.map.call(printed, figure);
    form.querySelectorAll('select[name^="written-post-"]').forEach(function (select) {
      if (select.value !== post) return;
      figures.push(figure(form.elements.namedItem(select.name.replace("post", "votes"))));
    });
    return figures;
  }

  function whole(figures) {
    return figures.length > 0 && figures.every(function (one) { return one !== null; });
  }

  function total(figures) {
    return figures.reduce(function (sum, one) { return sum + (one || 0); }, 0);
  }

  function say(element, text) {
    // what has not changed is not read out again
    if (element.textContent !== text) element.textContent = text;
  }

  function add(form, sum) {
    var data = sum.dataset;
    var left = data.votes ? votes(form, data.votes) : named(form, data.left);
    var right = named(form, data.right);
    var minus = named(form, data.minus || "");
    var limit = Math.max(0, total(right) - total(minus)) * Number(data.times);
    var known = whole(right) && (minus.length === 0 || whole(minus));
    say(sum.querySelector(".left"), String(total(left)));
    say(sum.querySelector(".right"), known ? String(limit) : "—");
    var mark = sum.querySelector(".mark");
    var typed = left.some(function (one) { return one !== null; });
    sum.hidden = !typed;
    var off = data.most ? Math.max(0, total(left) - limit) : Math.abs(total(left) - limit);
    var judged = known && whole(left);
    sum.classList.toggle("agrees", judged && off === 0);
    sum.classList.toggle("differs", judged && off !== 0);
    say(mark, judged ? (off === 0 ? data.agrees : data.differs.replace("{n}", String(off))) : "");
  }

  function addUp(form) {
    form.querySelectorAll("[data-sum]").forEach(function (sum) { add(form, sum); });
  }

  // the form may come anew with a change of the page
  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.target.closest && event.target.closest("form.paper");
      if (form) addUp(form);
    });
  });
  document.querySelectorAll("form.paper").forEach(addUp);
})();
