// First on each of these pages: keeps the errors that reach the page and the names it had, and says in its last line how things stand.
(function () {
  var seen = (window.seen = { errors: [], names: Object.keys(window) });
  function show() {
    var line = document.getElementById('seen');
    if (!line) return;
    var elements = document.querySelectorAll('action-letter, postcard-form, detention-counter');
    var states = [];
    for (var i = 0; i < elements.length; i++) states.push(elements[i].localName + ': ' + (elements[i].getAttribute('state') || 'its children stand'));
    line.textContent = states.join(', ') + '. Errors on the page: ' + (seen.errors.join(' ') || 'none') + '.';
  }
  function keep(event) {
    seen.errors.push(String(event.message || event.reason || event.effectiveDirective));
    show();
  }
  window.addEventListener('error', keep);
  window.addEventListener('unhandledrejection', keep);
  window.addEventListener('securitypolicyviolation', keep);
  var shows = ['load', 'action-load', 'action-error', 'action-sent'];
  for (var i = 0; i < shows.length; i++) window.addEventListener(shows[i], show);
})();
