/** The language of every element. */
import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { createElementHelpers, type Subject } from '../../support/browser/element-helpers.ts';
import { waitForState, type CampaignServer } from '../../support/browser/elements.ts';

export function testLanguage(subject: Subject): void {
  const { tag, campaign } = subject;
  const { khmer, serve, createElement, addToPage, waitForText } = createElementHelpers(subject);
  let server: CampaignServer;

  describe(`${tag} as an element`, () => {
    beforeEach(() => {
      server = serve(campaign());
    });
    afterEach(() => server.network.restore());

    it('uses its own language, else that of the nearest ancestor, else that of the campaign', async () => {
      const translated = serve({ ...campaign(), translations: { km: khmer.translation, ar: { title: 'عنوان' } } });
      const language = (element: Element) => {
        const root = element.shadowRoot!.querySelector('.root')!;
        return [root.getAttribute('lang'), root.getAttribute('dir')];
      };
      const withOwnLanguage = createElement(tag, { src: translated.src, lang: 'km-KH' });
      const withInheritedLanguage = createElement(tag, { src: translated.src });
      const withUnknownLanguage = createElement(tag, { src: translated.src, lang: 'eo' });
      await fixture(html`<div lang="ar-EG">${withOwnLanguage}${withInheritedLanguage}${withUnknownLanguage}</div>`);
      await Promise.all([withOwnLanguage, withInheritedLanguage, withUnknownLanguage].map((element) => waitForState(element, 'open')));
      expect(language(withOwnLanguage)).to.deep.equal(['km', 'ltr']);
      expect(language(withInheritedLanguage)).to.deep.equal(['ar', 'rtl']);
      expect(language(withUnknownLanguage)).to.deep.equal(['en', 'ltr']);
      await waitForText(withOwnLanguage, khmer.expectedText);
      translated.network.restore();
    });

    it('changes its language when lang changes', async () => {
      const translated = serve({ ...campaign(), translations: { km: khmer.translation } });
      const element = createElement(tag, { src: translated.src, lang: 'en' });
      await addToPage(element);
      await waitForState(element, 'open');
      const loaded = oneEvent(element, 'action-load');
      element.lang = 'km';
      await loaded;
      await waitForText(element, khmer.expectedText);
      translated.network.restore();
    });

    it('changes its language when that of an ancestor changes, also outside the shadow root that contains it', async () => {
      const translated = serve({ ...campaign(), translations: { km: khmer.translation } });
      const outer = await fixture<HTMLElement>(html`<div lang="en"></div>`);
      const inner = document.createElement('div');
      outer.attachShadow({ mode: 'open' }).append(inner);
      const element = createElement(tag, { src: translated.src });
      inner.append(element);
      await waitForState(element, 'open');
      for (const [ancestor, language] of [[outer, 'km'], [inner, 'en'], [inner, 'km']] as const) {
        const loaded = oneEvent(element, 'action-load');
        ancestor.lang = language;
        await loaded;
        expect(element.shadowRoot.querySelector('.root')!.getAttribute('lang')).to.equal(language);
      }
      translated.network.restore();
    });

    it('changes its language when that of the page changes, also after it was moved', async () => {
      const translated = serve({ ...campaign(), translations: { km: khmer.translation } });
      const element = createElement(tag, { src: translated.src });
      await addToPage(element);
      await waitForState(element, 'open');
      await addToPage(element);
      const { documentElement } = document;
      const { lang } = documentElement;
      const loaded = oneEvent(element, 'action-load');
      documentElement.lang = 'km';
      await loaded;
      documentElement.lang = lang;
      await waitForText(element, khmer.expectedText);
      translated.network.restore();
    });

    it('looks for its language again when it is put back, and not while it is out of the document', async () => {
      const translated = serve({ ...campaign(), translations: { km: khmer.translation } });
      const element = createElement(tag, { src: translated.src });
      const parent = await fixture<HTMLElement>(html`<div lang="en">${element}</div>`);
      await waitForState(element, 'open');
      await element.updateComplete;
      element.remove();
      parent.lang = 'km';
      await nextFrame();
      expect(element.isUpdatePending).to.equal(false);
      parent.append(element);
      await waitForText(element, khmer.expectedText);
      translated.network.restore();
    });
  });
}
