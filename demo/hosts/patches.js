// What analytics, error reporters, polyfills and old plugins do to a page before other scripts run.
(() => {
  // Loops over the keys of an object or an array encounter these two.
  Object.prototype.isEmpty = function () {
    return Object.keys(this).length === 0;
  };
  Array.prototype.last = function () {
    return this[this.length - 1];
  };

  window.callCounts = { fetch: 0, define: 0, attachShadow: 0 };
  const log = (owner, name) => {
    const original = owner[name];
    owner[name] = function (...args) {
      window.callCounts[name]++;
      const result = original.apply(this, args);
      // Analytics read a copy of every response.
      if (name === 'fetch') result.then((response) => response.clone().text(), () => {});
      return result;
    };
  };
  log(window, 'fetch');
  log(CustomElementRegistry.prototype, 'define');
  log(Element.prototype, 'attachShadow');

  // An error reporter wraps every listener.
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const wrappers = new WeakMap();
  const wrap = (listener) => {
    if (!listener) return listener;
    if (!wrappers.has(listener)) {
      wrappers.set(listener, function (event) {
        return typeof listener === 'function' ? listener.call(this, event) : listener.handleEvent(event);
      });
    }
    return wrappers.get(listener);
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    return addEventListener.call(this, type, wrap(listener), options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    return removeEventListener.call(this, type, wrap(listener), options);
  };

  const NativeDate = Date;
  window.Date = class Date extends NativeDate {
    toString() {
      return `patched ${super.toString()}`;
    }
  };
})();
