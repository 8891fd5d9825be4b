// The first script on each of these pages. It records the global names of the page and the errors that reach it, and
// reports the state in the last line. It also runs in old browsers, so its syntax is old.
(function () {
  var recorded = (window.recorded = { errors: [], missing: [], names: Object.keys(window) });
  function showStatus() {
    var line = document.getElementById('status');
    if (!line) return;
    var elements = document.querySelectorAll('action-letter, postcard-form, detention-counter');
    var states = [];
    for (var i = 0; i < elements.length; i++) states.push(elements[i].localName + ': ' + (elements[i].getAttribute('state') || 'shows its fallback content'));
    line.textContent = states.join(', ') + '. Errors on the page: ' + (recorded.errors.join(' ') || 'none') + '.';
    if (recorded.missing.length)
      line.textContent += ' Missing: ' + recorded.missing.join(', ') + '. Without it, this page does not show what it should. In a clone of the project, run node scripts/fetch-host-libraries.mjs.';
  }
  function recordError(event) {
    recorded.errors.push(String(event.message || event.reason || event.effectiveDirective));
    showStatus();
  }
  function recordMissingLibrary(event) {
    var script = event.target;
    if (script.localName !== 'script' || /^(?!libraries)./.test(script.getAttribute('src') || '')) return;
    recorded.missing.push(script.getAttribute('src') || 'an imported module');
    showStatus();
  }
  // Listen in the capture phase, because the error event of a script does not bubble.
  window.addEventListener('error', recordMissingLibrary, true);
  window.addEventListener('error', recordError);
  window.addEventListener('unhandledrejection', recordError);
  window.addEventListener('securitypolicyviolation', recordError);
  var updates = ['load', 'action-load', 'action-error', 'action-sent'];
  for (var i = 0; i < updates.length; i++) window.addEventListener(updates[i], showStatus);
})();
