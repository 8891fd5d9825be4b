// A minimal single-page app: each route renders a new view from a template, and each button does to the elements what
// frameworks do.
const view = document.querySelector('#view');
const renderTemplate = (selector) => document.querySelector(selector).content.cloneNode(true);
const getLetter = () => view.querySelector('action-letter');

const actions = {
  route() {
    view.replaceChildren(renderTemplate(getLetter() ? '#counters' : '#letters'));
  },
  move() {
    const letter = getLetter();
    const [first, second] = view.querySelectorAll('.place');
    (first.contains(letter) ? second : first).append(letter);
  },
  reinsert() {
    const letter = getLetter();
    letter.remove();
    setTimeout(() => {
      view.querySelector('.place').append(letter);
      view.dataset.reinserted = 'yes';
    }, 50);
  },
  children() {
    // A framework that owns the children renders them again.
    const link = getLetter().querySelector('a').cloneNode(true);
    link.textContent += ', again';
    getLetter().replaceChildren(link);
  },
  language() {
    getLetter().lang = getLetter().lang === 'km' ? 'en' : 'km';
  },
  person() {
    const counter = view.querySelector('detention-counter');
    counter.person = counter.person === 'lim-mony' ? 'ny-chakrya' : 'lim-mony';
  },
  drawer() {
    document.querySelector('#drawer').classList.toggle('open');
  },
};
for (const button of document.querySelectorAll('[data-action-name]'))
  button.addEventListener('click', () => actions[button.dataset.actionName]());

customElements.define(
  'host-card',
  class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: 'open' }).append(renderTemplate('#card'));
    }
  },
);
view.append(renderTemplate('#letters'));
