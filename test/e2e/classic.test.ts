/** The classic script, as tag managers and optimisers load it: one file with all elements; the rest loads from beside it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { createArticle, createCampaign } from '../support/e2e/campaigns.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, waitForState, submitForm, getFormText } from '../support/e2e/browser-page.ts';
import type { TestServer } from '../support/e2e/server.ts';

const letter = createCampaign({ translations: { fr: { title: 'Libérez le boulanger' } } });
let server: TestServer;
let site: Site;
const pages: Record<string, string> = {};
before(async () => {
  server = await serveCampaigns(letter);
  const { url } = server;
  const script = `${url}/v1/actions.iife.js`;
  const elements = `<action-letter lang="fr" src="${url}/campaigns/${letter.id}.json"><a href="${url}/a/${letter.id}">Écrire</a></action-letter>
    <detention-counter lang="fr" name="Ny Sokha" since="2016-04-28" time-zone="Asia/Phnom_Penh"></detention-counter>
    <p><a href="${url}/a/${letter.id}" data-action="progress" data-src="${url}/campaigns/${letter.id}.json">More</a></p>`;
  // The names before our script runs; a driver adds some of its own.
  const recordNames = `<script>window.namesBefore = Object.getOwnPropertyNames(window)</script>`;
  Object.assign(pages, {
    '/defer': createArticle(elements, `${recordNames}<script type="text/javascript" src="${script}" defer></script>`),
    '/all': createArticle(
      `${elements}<script>
        const script = document.createElement('script');
        script.async = true;
        script.src = '${script}';
        document.head.append(script);
      </script>
      <script src="${script}?twice"></script>
      <script type="module" src="${url}/v1/actions.js"></script>`,
      recordNames,
    ),
    '/after': createArticle(`${elements}<script async src="${script}"></script>`, `${recordNames}<script type="module" src="${url}/v1/actions.js"></script>`),
    '/module': createArticle(elements, `${recordNames}<script type="module" src="${url}/v1/actions.js"></script>`),
    '/inlined': createArticle(`${elements}<script>${readFileSync('dist/web/actions.iife.js', 'utf8').replaceAll('</script', '<\\/script')}</script>`),
  });
  site = await startSite(pages);
});
after(() => site.close());

describeInAllBrowsers('classic script', (openPage) => {
  const counter = `document.querySelector('detention-counter').shadowRoot`;

  for (const [description, path] of [
    ['deferred', '/defer'],
    ['inserted by a tag manager, twice, together with the module', '/all'],
    ['after the module', '/after'],
    ['replaced by the module', '/module'],
  ] as const) {
    it(`localizes, sends and draws without adding a global name: ${description}`, async () => {
      const page = await openPage();
      const submissionCount = server.readSubmissions().length;
      await page.goto(site.url + path);
      await waitForState(page, 'open');
      assert.match(await getFormText(page), /Libérez le boulanger[^]*Votre nom/);
      await page.waitFor(`document.querySelector('action-progress[state=open] > a')`);
      await page.fill('person/name', 'Sok Dara');
      await submitForm(page);
      await waitForState(page, 'sent');
      assert.equal(server.readSubmissions().length, submissionCount + 1);
      assert.equal(await page.evaluate(`return document.querySelectorAll('action-progress').length`), 1);
      await page.click('detention-counter button');
      await page.waitFor(`${counter}.querySelector('img')?.naturalWidth`);
      assert.deepEqual(page.consoleMessages, []);
      // Besides Lit's version markers.
      const addedNames = `const expected = ['namesBefore', 'script', '__pw_bidiInsertText', ...window.namesBefore];
        return Object.getOwnPropertyNames(window).filter((name) => !expected.includes(name) && !/^(lit|reactiveElement)/.test(name))`;
      assert.deepEqual(await page.evaluate(addedNames), []);
    });
  }

  it('sends in English when it is inlined into the page', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/inlined`);
    await waitForState(page, 'open');
    assert.match(await getFormText(page), /Libérez le boulanger[^]*Your name/);
    const submissionCount = server.readSubmissions().length;
    await page.fill('person/name', 'Sok Dara');
    await submitForm(page);
    await waitForState(page, 'sent');
    assert.equal(server.readSubmissions().length, submissionCount + 1);
    // Firefox does not report the message of an error to the driver.
    if (page.engine === 'chromium') assert.match(page.consoleMessages.join('\n'), /does not know its own address/);
    await page.click('detention-counter button');
    await page.waitFor(`${counter}.querySelector('[role=alert]')`);
    // Without its own address, the script does not upgrade links.
    assert.ok(await page.evaluate(`return document.querySelector('p > a[data-action=progress]')`));
  });
});
