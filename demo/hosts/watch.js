// First on each of these pages: keeps the errors that reach the page and the names it had, and says in its last line how things stand.
(function () {
  var seen = (window.seen = { errors: [], missing: [], names: Object.keys(window) });
  function show() {
    var line = document.getElementById('seen');
    if (!line) return;
    var elements = document.querySelectorAll('action-letter, postcard-form, detention-counter');
    var states = [];
    for (var i = 0; i < elements.length; i++) states.push(elements[i].localName + ': ' + (elements[i].getAttribute('state') || 'its children stand'));
    line.textContent = states.join(', ') + '. Errors on the page: ' + (seen.errors.join(' ') || 'none') + '.';
    if (seen.missing.length)
      line.textContent += ' Missing: ' + seen.missing.join(', ') + '. So this page is not the one it should be; in a clone of the project, node scripts/fetch-host-libraries.mjs puts there what it needs.';
  }
  function keep(event) {
    seen.errors.push(String(event.message || event.reason || event.effectiveDirective));
    show();
  }
  // On its way down: an error of loading goes no way up.
  function miss(event) {
    var script = event.target;
    if (script.localName !== 'script' || /^(?!libraries)./.test(script.getAttribute('src') || '')) return;
    seen.missing.push(script.getAttribute('src') || 'what a script on it imports');
    show();
  }
  window.addEventListener('error', miss, true);
  window.addEventListener('error', keep);
  window.addEventListener('unhandledrejection', keep);
  window.addEventListener('securitypolicyviolation', keep);
  var shows = ['load', 'action-load', 'action-error', 'action-sent'];
  for (var i = 0; i < shows.length; i++) window.addEventListener(shows[i], show);
})();
