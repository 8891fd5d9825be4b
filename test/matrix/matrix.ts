/** Checks every element in every state and variant in one language. */
import { expect } from '@open-wc/testing';
import { findAxeViolations } from './axe.ts';
import { findLostText, findSmallTargets } from './measures.ts';
import { counterScenes } from './scenes/counter.ts';
import { letterScenes } from './scenes/letter.ts';
import { postcardScenes } from './scenes/postcard.ts';
import { progressScenes, updatesScenes } from './scenes/readers.ts';
import { wallScenes } from './scenes/wall.ts';
import type { Scene } from './scene.ts';

/** The scenes of one element are rendered at the same time. */
const scenesByElement = [letterScenes, postcardScenes, counterScenes, wallScenes, updatesScenes, progressScenes];
const scenes: Scene[] = scenesByElement.flat();
const themes = ['light', 'dark'] as const;

const { userAgent } = navigator;
export const engine = userAgent.includes('Firefox/') ? 'Firefox' : userAgent.includes('Chrome/') ? 'Chromium' : 'WebKit';

/** One list with all countries is enough; in the other scenes it would only slow down the checks. */
function shorten({ shadowRoot }: Element): void {
  for (const select of shadowRoot!.querySelectorAll('select')) select.length = Math.min(select.length, 3);
}

type Results = ReadonlyMap<Scene, PromiseSettledResult<HTMLElement>>;

const getElements = (results: Results) => [...results.values()].flatMap((result) => (result.status === 'fulfilled' ? result.value : []));

/** Renders all scenes before the tests of this suite. */
function renderScenes(language: string): Results {
  const results = new Map<Scene, PromiseSettledResult<HTMLElement>>();
  before(async function () {
    this.timeout(120_000);
    for (const elementScenes of scenesByElement) {
      const settled = await Promise.allSettled(elementScenes.map(({ render }) => render(language)));
      elementScenes.forEach((scene, i) => results.set(scene, settled[i]!));
    }
    for (const [{ name }, result] of results) if (name !== 'open' && result.status === 'fulfilled') shorten(result.value);
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
  });
  after(() => document.body.replaceChildren());
  return results;
}

function checkScene({ tag, name }: Scene, result: PromiseSettledResult<HTMLElement>, language: string): HTMLElement {
  if (result.status === 'rejected') throw result.reason;
  const root = result.value.shadowRoot!.querySelector('.root');
  if (root) expect(root.getAttribute('lang'), `${tag}, ${name}`).to.equal(language);
  return result.value;
}

function describeLayout(results: Results, language: string): void {
  const describeErrors = (findErrors: (element: HTMLElement) => readonly string[]) =>
    [...results].flatMap(([{ tag, name }, result]) =>
      result.status === 'fulfilled' ? findErrors(result.value).map((error) => `${tag}, ${name}, ${language}, ${engine}: ${error}`) : [],
    );

  describe('layout', () => {
    it('makes touch targets 44 px high, and standalone links 24 px', () => {
      expect(describeErrors(findSmallTargets)).to.deep.equal([]);
    });

    it('loses no content if text is spaced, enlarged or on a phone', async () => {
      const lostText = await findLostText(getElements(results));
      expect(describeErrors((element) => lostText.get(element)!)).to.deep.equal([]);
    });
  });
}

/** Checks layout and language, without axe: what axe finds seldom depends on the language or the engine. */
export function checkLayout(language: string): void {
  describe(`matrix ${language}`, () => {
    const results = renderScenes(language);

    it('renders every scene in this language', () => {
      for (const [scene, result] of results) checkScene(scene, result, language);
    });

    describeLayout(results, language);
  });
}

/** Checks layout and language, and runs axe in both themes. */
export function matrix(language: string): void {
  describe(`matrix ${language}`, () => {
    const results = renderScenes(language);

    for (const theme of themes)
      describe(theme, () => {
        let violations: Map<Element, string[]>;

        before(async function () {
          this.timeout(120_000);
          const elements = getElements(results);
          for (const element of elements) element.setAttribute('theme', theme);
          violations = await findAxeViolations(elements);
        });

        for (const scene of scenes)
          it(`${scene.tag}: ${scene.name}`, () => {
            const element = checkScene(scene, results.get(scene)!, language);
            const description = `${scene.tag}, ${scene.name}, ${theme}, ${language}, ${engine}`;
            expect(violations.get(element)!.join('\n'), description).to.equal('');
          });
      });

    describeLayout(results, language);
  });
}
