// Takes away what the address asks for, before our script comes: without.html?without=attachShadow
(() => {
  const what = new URLSearchParams(location.search).get('without');
  const refuse = () => {
    throw new Error(`this browser has no ${what}`);
  };
  const take = {
    'customElements': () => delete window.customElements,
    'attachShadow': () => delete Element.prototype.attachShadow,
    'attachInternals': () => delete HTMLElement.prototype.attachInternals,
    'adoptedStyleSheets': () => [Document, ShadowRoot].forEach((owner) => delete owner.prototype.adoptedStyleSheets),
    'new CSSStyleSheet()': () => (window.CSSStyleSheet = class { constructor() { refuse(); } }),
    'light-dark()': () => {
      const { supports } = CSS;
      CSS.supports = (...asked) => !String(asked).includes('light-dark') && supports.apply(CSS, asked);
    },
    'a registry that accepts': () => (customElements.define = refuse),
    'a fetch that works': () => (window.fetch = () => Promise.resolve({ ok: true })),
    'open shadow roots': () => {
      const { attachShadow } = Element.prototype;
      Element.prototype.attachShadow = function (init) {
        return attachShadow.call(this, { ...init, mode: 'closed' });
      };
    },
  };
  take[what]?.();
  addEventListener('DOMContentLoaded', () => {
    document.getElementById(what ? 'all' : 'one').remove();
    if (what) document.querySelector('h1').textContent = `Without ${what}`;
    else
      for (const each of Object.keys(take))
        document.getElementById('all').append(
          Object.assign(document.createElement('iframe'), { src: `?without=${encodeURIComponent(each)}`, title: `Without ${each}` }),
        );
  });
})();
