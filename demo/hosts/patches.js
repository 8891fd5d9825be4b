// What analytics, error reporters, polyfills and old plugins do to a page before anybody else comes.
(() => {
  // Loops over the keys of an object or a list meet these two.
  Object.prototype.isEmpty = function () {
    return Object.keys(this).length === 0;
  };
  Array.prototype.last = function () {
    return this[this.length - 1];
  };

  window.logged = { fetch: 0, define: 0, attachShadow: 0 };
  const log = (owner, name) => {
    const own = owner[name];
    owner[name] = function (...args) {
      window.logged[name]++;
      const result = own.apply(this, args);
      // An analyst reads a copy of every answer.
      if (name === 'fetch') result.then((answer) => answer.clone().text(), () => {});
      return result;
    };
  };
  log(window, 'fetch');
  log(CustomElementRegistry.prototype, 'define');
  log(Element.prototype, 'attachShadow');

  // An error reporter wraps every listener.
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const wrapped = new WeakMap();
  const wrap = (listener) => {
    if (!listener) return listener;
    if (!wrapped.has(listener)) {
      wrapped.set(listener, function (event) {
        return typeof listener === 'function' ? listener.call(this, event) : listener.handleEvent(event);
      });
    }
    return wrapped.get(listener);
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    return addEventListener.call(this, type, wrap(listener), options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    return removeEventListener.call(this, type, wrap(listener), options);
  };

  const Time = Date;
  window.Date = class Date extends Time {
    toString() {
      return `patched ${super.toString()}`;
    }
  };
})();
