// Removes the feature that the address names before our script loads: missing-features.html?without=attachShadow
(() => {
  const feature = new URLSearchParams(location.search).get('without');
  const fail = () => {
    throw new Error(`this browser has no ${feature}`);
  };
  const removeFeature = {
    'customElements': () => delete window.customElements,
    'attachShadow': () => delete Element.prototype.attachShadow,
    'attachInternals': () => delete HTMLElement.prototype.attachInternals,
    'adoptedStyleSheets': () => [Document, ShadowRoot].forEach((owner) => delete owner.prototype.adoptedStyleSheets),
    'new CSSStyleSheet()': () => (window.CSSStyleSheet = class { constructor() { fail(); } }),
    'light-dark()': () => {
      const { supports } = CSS;
      CSS.supports = (...conditions) => !String(conditions).includes('light-dark') && supports.apply(CSS, conditions);
    },
    'Intl.Segmenter': () => delete Intl.Segmenter,
    'a registry that accepts': () => (customElements.define = fail),
    'a fetch that works': () => (window.fetch = () => Promise.resolve({ ok: true })),
    'open shadow roots': () => {
      const { attachShadow } = Element.prototype;
      Element.prototype.attachShadow = function (init) {
        return attachShadow.call(this, { ...init, mode: 'closed' });
      };
    },
  };
  removeFeature[feature]?.();
  addEventListener('DOMContentLoaded', () => {
    document.getElementById(feature ? 'frames' : 'letter').remove();
    if (feature) document.querySelector('h1').textContent = `Without ${feature}`;
    else
      for (const name of Object.keys(removeFeature))
        document.getElementById('frames').append(
          Object.assign(document.createElement('iframe'), { src: `?without=${encodeURIComponent(name)}`, title: `Without ${name}` }),
        );
  });
})();
