/** Every element in every state and variant, in both themes, in one language: axe finds nothing wrong in any. */
import { expect } from '@open-wc/testing';
import { axeFaults } from './axe.ts';
import { lostText, targetFaults } from './measures.ts';
import { counterScenes } from './scenes/counter.ts';
import { letterScenes } from './scenes/letter.ts';
import { postcardScenes } from './scenes/postcard.ts';
import { progressScenes, updatesScenes } from './scenes/readers.ts';
import { wallScenes } from './scenes/wall.ts';
import type { Scene } from './scene.ts';

/** Those of one element are played at once. */
const elements = [letterScenes, postcardScenes, counterScenes, wallScenes, updatesScenes, progressScenes];
const scenes: Scene[] = elements.flat();
const themes = ['light', 'dark'] as const;

const { userAgent } = navigator;
const engine = userAgent.includes('Firefox/') ? 'Firefox' : userAgent.includes('Chrome/') ? 'Chromium' : 'WebKit';

/** All countries are in one list of countries; the others need not hold everything up once more. */
function shorten({ shadowRoot }: Element): void {
  for (const select of shadowRoot!.querySelectorAll('select')) select.length = Math.min(select.length, 3);
}

export function matrix(language: string): void {
  describe(`matrix ${language}`, () => {
    /** What stands there, or why it does not. */
    const stands = new Map<Scene, PromiseSettledResult<HTMLElement>>();

    const all = () => [...stands.values()].flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    /** What is wrong, of all of them. */
    const faulty = (faultsOf: (element: HTMLElement) => readonly string[]) =>
      [...stands].flatMap(([{ tag, name }, one]) =>
        one.status === 'fulfilled' ? faultsOf(one.value).map((fault) => `${tag}, ${name}, ${language}, ${engine}: ${fault}`) : [],
      );

    before(async function () {
      this.timeout(120_000);
      for (const of of elements) {
        const played = await Promise.allSettled(of.map(({ play }) => play(language)));
        of.forEach((scene, i) => stands.set(scene, played[i]!));
      }
      for (const [{ name }, one] of stands) if (name !== 'open' && one.status === 'fulfilled') shorten(one.value);
      await Promise.all(document.getAnimations().map(({ finished }) => finished));
    });
    after(() => document.body.replaceChildren());

    for (const theme of themes)
      describe(theme, () => {
        let faults: Map<Element, string[]>;

        before(async function () {
          this.timeout(120_000);
          const standing = all();
          for (const element of standing) element.setAttribute('theme', theme);
          faults = await axeFaults(standing);
        });

        for (const scene of scenes)
          it(`${scene.tag}: ${scene.name}`, () => {
            const stand = stands.get(scene)!;
            if (stand.status === 'rejected') throw stand.reason;
            const root = stand.value.shadowRoot!.querySelector('.root');
            if (root) expect(root.getAttribute('lang')).to.equal(language);
            const where = `${scene.tag}, ${scene.name}, ${theme}, ${language}, ${engine}`;
            expect(faults.get(stand.value)!.join('\n'), where).to.equal('');
          });
      });

    describe('layout', () => {
      it('makes touch targets 44 px high, and standalone links 24 px', () => {
        expect(faulty(targetFaults)).to.deep.equal([]);
      });

      it('loses no content if text is spaced, enlarged or on a phone', async () => {
        const found = await lostText(all());
        expect(faulty((element) => found.get(element)!)).to.deep.equal([]);
      });
    });
  });
}
