/**
 * The published snippets in the default WordPress themes of 2021 to 2024, in a Custom HTML block and in a paragraph. The
 * style sheets in wordpress-themes/ have the layout rules of these themes, and nothing else of them.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { embedMethods } from '../../src/embed-code/snippets.ts';
import { createArticle, createCampaign } from '../support/e2e/campaigns.ts';
import { describeInPlaywright } from '../support/e2e/browser-page.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import type { TestServer } from '../support/e2e/server.ts';

const themes = ['twenty-twenty-one', 'twenty-twenty-two', 'twenty-twenty-three', 'twenty-twenty-four'];
const widths = [1280, 700, 320];
const person = { id: 'ada', name: 'Ada', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] };
const campaign = createCampaign({ people: [person] });

let server: TestServer;
let site: Site;
const pages: Record<string, string> = {};
before(async () => {
  server = await serveCampaigns(campaign);
  const choice = { origin: server.url, id: campaign.id, title: 'Write a letter', people: 1 };
  const snippets = Object.values(embedMethods).map(({ elements, getCode }) => {
    const element = elements.includes('letter') ? 'letter' : 'counter';
    return getCode({ ...choice, element });
  });
  for (const theme of themes)
    pages[`/${theme}`] = createArticle(
      createPost(snippets) + createPost(snippets.map((snippet) => `<p>${snippet}</p>`)),
      `<style>${readFileSync(new URL(`wordpress-themes/${theme}.css`, import.meta.url), 'utf8')}</style>`,
    );
  site = await startSite(pages);
});
after(() => site.close());

/** Creates the markup of a post, which serves classic themes and block themes alike. */
const createPost = (blocks: readonly string[]) => `<div class="wp-site-blocks"><main class="wp-block-group is-layout-flow">
<div class="entry-content wp-block-post-content has-global-padding is-layout-constrained">
${[...blocks, ''].map((block) => `<p class="text">${'Text of the article. '.repeat(20)}</p>\n${block}`).join('\n')}
</div></main></div>`;

/** Finds everything of a snippet that leaves the text column, and every block that does not fill it. */
const FIND_MISPLACED = `const column = document.querySelector('.text').getBoundingClientRect();
  const blocks = ':is(action-letter, detention-counter, iframe)';
  return [...document.querySelectorAll('.entry-content :is(action-letter, detention-counter, iframe, img, a)')]
    .filter((element) => element.getClientRects().length)
    .flatMap((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const isInside = left >= column.left - 1 && right <= column.right + 1;
      const isFilling = !element.matches(blocks) || Math.abs(width - column.width) <= 1;
      return isInside && isFilling ? [] : [element.outerHTML.slice(0, 120) + ': ' + [left, right] + ' in ' + [column.left, column.right]];
    });`;
/** The element snippets are two of a kind, and so are the frames: one in a Custom HTML block and one in a paragraph. */
const counts = { 'action-letter[state=open]': 8, iframe: 4, img: 4 };

describeInPlaywright('published snippet in a default WordPress theme', (openPage) => {
  for (const theme of themes)
    it(`keeps to the text column of ${theme}`, async () => {
      const page = await openPage();
      await page.goto(`${site.url}/${theme}`);
      for (const [selector, count] of Object.entries(counts)) await page.waitFor(`document.querySelectorAll('${selector}').length === ${count}`);
      await page.waitFor('[...document.images].every(({ naturalWidth }) => naturalWidth)');
      for (let i = 0; i < counts.iframe; i++) {
        // A lazy frame loads once it is in view. Scroll there again and again, because other content may still move it.
        const frame = `document.querySelectorAll('iframe')[${i}]`;
        await page.waitFor(`(${frame}.scrollIntoView(), parseInt(${frame}.style.height) > 300)`);
      }
      for (const width of widths) {
        await page.setViewport(width, 800);
        await page.waitFor(`innerWidth === ${width}`);
        assert.deepEqual(await page.evaluate(FIND_MISPLACED), [], `${width} px`);
        assert.ok(await page.evaluate<boolean>('return document.scrollingElement.scrollWidth <= innerWidth'), `overflows at ${width} px`);
      }
    });
}, ['chromium']);
