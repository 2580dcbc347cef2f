"use strict";
(function () {
  function number(text) {
    var found = text.replace(/\u2212/g, "-").replace(/,/g, "").match(/[-+]?\d+(\.\d+)?/);
    return found ? parseFloat(found[0]) : null;
  }
  function before(one, other, down) {
    var a = number(one), b = number(other);
    if (a !== null && b !== null) return down ? b - a : a - b;
    if (a !== null) return -1;
    if (b !== null) return 1;
    return one.localeCompare(other) * (down ? -1 : 1);
  }
  function sort(table, column, head, isNumber) {
    var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
    var order = isNumber ? ["descending", "ascending", "none"] : ["ascending", "descending", "none"];
    var next = order[(order.indexOf(head.getAttribute("aria-sort")) + 1) % 3];
    table.querySelectorAll("thead th").forEach(function (each) {
      each.setAttribute("aria-sort", "none");
    });
    head.setAttribute("aria-sort", next);
    rows.sort(function (one, other) {
      if (next === "none") return one.dataset.place - other.dataset.place;
      var words = [one, other].map(function (row) { return row.cells[column].textContent; });
      if (!isNumber) {
        return words[0].localeCompare(words[1]) * (next === "descending" ? -1 : 1);
      }
      return before(words[0], words[1], next === "descending");
    });
    rows.forEach(function (row) { body.appendChild(row); });
  }
  document.querySelectorAll("table.sortable").forEach(function (table) {
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row, place) {
      row.dataset.place = place;
    });
    table.querySelectorAll("thead th").forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", function () {
        sort(table, column, head, head.classList.contains("number"));
      });
    });
  });

  function open() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (var each = target; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
    }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", open);
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) open();
  });
  if (location.hash) open();

  function mixed(stops, share) {
    var at = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
    var low = Math.min(Math.floor(at), stops.length - 2), part = at - low;
    return "rgb(" + [0, 1, 2].map(function (k) {
      return Math.round(stops[low][k] + (stops[low + 1][k] - stops[low][k]) * part);
    }).join(",") + ")";
  }
  document.querySelectorAll(".places").forEach(function (place) {
    var told = JSON.parse(place.dataset.map), words = told.words, timer = null;
    var controls = place.querySelector(".controls");
    var slider = place.querySelector("input"), said = place.querySelector("output");
    var scenario = place.querySelector("select.scenario");
    var outcome = place.querySelector("select.outcome");
    var play = place.querySelector("button");
    var circles = [0, 1, 2].map(function (k) {
      return place.querySelectorAll("svg")[k].querySelectorAll("circle");
    });
    function shown(value, percent, signed) {
      var digits = percent ? 1 : 3, text = (percent ? 100 * value : value).toFixed(digits);
      if (signed && value > 0) text = "+" + text;
      return text.replace("-", "\u2212") + (percent && !signed ? "%" : "");
    }
    function draw() {
      var month = +slider.value, which = +scenario.value, key = +outcome.value;
      var low = told.lows[key], step = told.steps[key], percent = told.percents[key];
      var one = told.values[0][key][month], other = told.values[which][key][month];
      var widest = 1;
      told.values[which][key].forEach(function (row, m) {
        row.forEach(function (value, c) {
          widest = Math.max(widest, Math.abs(value - told.values[0][key][m][c]));
        });
      });
      one.forEach(function (value, c) {
        var gap = other[c] - value;
        [value, other[c]].forEach(function (level, k) {
          circles[k][c].setAttribute("fill", mixed(told.scale, level / told.top));
          circles[k][c].firstChild.textContent =
            told.named[c] + ": " + shown(low + step * level, percent, false);
        });
        circles[2][c].setAttribute("fill", mixed(told.gaps, 0.5 + 0.5 * gap / widest));
        circles[2][c].setAttribute("stroke-dasharray", gap < 0 ? "0.8 0.6" : "none");
        circles[2][c].firstChild.textContent =
          told.named[c] + ": " + shown(step * gap, percent, true);
      });
      said.textContent = words.month_is.replace("{month}", told.months[month]);
      slider.setAttribute("aria-valuetext", said.textContent);
      place.querySelector(".what").textContent = outcome.options[key].text;
      place.querySelector(".when").textContent = said.textContent;
      place.querySelectorAll("figcaption b")[1].textContent =
        scenario.options[scenario.selectedIndex].text;
      var ends = place.querySelectorAll(".end");
      ends[0].textContent = shown(low, percent, false);
      ends[1].textContent = shown(low + step * told.top, percent, false);
      ends[2].textContent = ends[0].textContent;
      ends[3].textContent = ends[1].textContent;
      ends[4].textContent = shown(-widest * step, percent, true);
      ends[5].textContent = shown(widest * step, percent, true);
    }
    function stop() {
      clearInterval(timer);
      timer = null;
      play.textContent = words.play;
    }
    play.addEventListener("click", function () {
      if (timer) { stop(); return; }
      play.textContent = words.pause;
      if (+slider.value >= +slider.max) slider.value = 0;
      draw();
      timer = setInterval(function () {
        if (+slider.value >= +slider.max) { stop(); return; }
        slider.value = +slider.value + 1;
        draw();
      }, 160);
    });
    [slider, scenario, outcome].forEach(function (each) {
      each.addEventListener("input", draw);
    });
    controls.hidden = false;
    draw();
  });
})();
