// As much of a single-page app as there has to be: it makes a view of a template anew for each route, and each button does to
// the letter what some framework or other does.
const view = document.querySelector('#view');
const template = (id) => document.querySelector(id).content.cloneNode(true);
const letter = () => view.querySelector('action-letter');

const acts = {
  route() {
    view.replaceChildren(template(letter() ? '#counters' : '#letters'));
  },
  move() {
    const [one, other] = view.querySelectorAll('.place');
    (one.contains(letter()) ? other : one).append(letter());
  },
  take() {
    const kept = letter();
    kept.remove();
    setTimeout(() => {
      view.querySelector('.place').append(kept);
      view.dataset.back = 'yes';
    }, 50);
  },
  children() {
    // A framework that owns the children renders them again.
    const link = letter().querySelector('a').cloneNode(true);
    link.textContent += ', again';
    letter().replaceChildren(link);
  },
  language() {
    letter().lang = letter().lang === 'km' ? 'en' : 'km';
  },
  person() {
    const counter = view.querySelector('detention-counter');
    counter.person = counter.person === 'lim-mony' ? 'ny-chakrya' : 'lim-mony';
  },
  drawer() {
    document.querySelector('#drawer').classList.toggle('open');
  },
};
for (const button of document.querySelectorAll('[data-act]')) button.addEventListener('click', () => acts[button.dataset.act]());

customElements.define(
  'host-card',
  class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: 'open' }).append(template('#card'));
    }
  },
);
view.append(template('#letters'));
