/** Pages that do what they like, as the demo has them: the letter is sent, or its children stand. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { article } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startHosts, type Hosts } from '../support/e2e/hosts.ts';
import { inAll, inPlaywright, inState, LETTER, type Visitor } from '../support/e2e/visitor.ts';

/** Hosts beside which a letter is sent; each in a frame of one page. */
const sending = ['calm', 'prototype', 'mootools', 'patched', 'libraries', 'storage', 'old', 'tag-manager', 'waits', 'reorders'];

let endpoint: Endpoint;
let site: Hosts;
before(async () => {
  endpoint = await startEndpoint();
  site = await startHosts(endpoint.url);
  const frame = (name: string) => `<iframe src="${name}.html" id="${name}" style="width: 640px; height: 300px"></iframe>`;
  site.pages['/side-by-side'] = { body: article(sending.map(frame).join('')), type: 'text/html' };
  const library = '<script src="libraries/none.js"></script><script type="module">import "./libraries/none-either.js"</script>';
  site.pages['/missing'] = { body: `<p id="seen"></p><script src="watch.js"></script>${library}`, type: 'text/html' };
  const { body } = site.pages['/calm.html'] as { body: string };
  // As the frame of sandbox.html is: no origin, and all storage throws.
  site.pages['/sandboxed'] = { body, type: 'text/html', headers: { 'content-security-policy': 'sandbox allow-scripts allow-forms' } };
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

const rows = () => endpoint.rows('sam-sokha');
/** Errors that reached the page, and policies that were touched. */
const errors = (visitor: Visitor) => visitor.js<string[]>('return window.seen.errors');
const open = `${LETTER}?.getAttribute('state') === 'open'`;
/** Countries come after the form. */
const READY = `root?.querySelectorAll('[name="person/country"] option').length > 1`;

/** The body of a function of a letter’s root: fills it in and presses its button. */
const SEND = `const fill = (name, key, value, type) => {
    const field = root.querySelector('[name="' + name + '"]');
    field[key] = value;
    field.dispatchEvent(new Event(type, { bubbles: true }));
  };
  fill('person/name', 'value', 'Sok Dara', 'input');
  fill('person/country', 'value', 'AU', 'change');
  fill('consent/news', 'checked', true, 'change');
  root.querySelector('button.primary').click();`;

async function sends(visitor: Visitor): Promise<void> {
  const before = rows().length;
  await visitor.until(`((root) => ${READY})(${LETTER}?.shadowRoot)`);
  await visitor.js(`((root) => { ${SEND} })(${LETTER}.shadowRoot)`);
  await inState(visitor, 'sent');
  assert.equal(rows().length, before + 1);
  assert.deepEqual(await errors(visitor), []);
}

/** Of every frame, by its id or by what its address says. */
const frames = (value: string) =>
  `Object.fromEntries([...document.querySelectorAll('iframe')].map(({ id, contentWindow: w }) => {
    const letter = w.document.querySelector('action-letter');
    return [id || new URLSearchParams(w.location.search).get('without'), ${value}];
  }))`;

inAll('beside other scripts', (visit) => {
  it('the same letter is sent, once, and no error reaches the page', async () => {
    const visitor = await visit();
    const before = rows().length;
    await visitor.go(`${site.url}/side-by-side`);
    const held = `document.querySelector('#waits').contentWindow`;
    await visitor.until(`${held}.document.readyState === 'complete'`);
    assert.equal(await visitor.js(`return ${held}.document.querySelector('action-letter a').getClientRects().length`), 1);
    await visitor.js(`${held}.dispatchEvent(new Event('pointermove'))`);
    await visitor.until(`Object.values(${frames(`((root) => ${READY})(letter?.shadowRoot)`)}).every(Boolean)`, 30_000);
    await visitor.js(`return ${frames(`((root) => { ${SEND} })(letter.shadowRoot)`)}`);
    const sent = Object.fromEntries(sending.map((name) => [name, 'sent']));
    await visitor.until(`Object.values(${frames(`letter.getAttribute('state')`)}).every((state) => !/^(open|sending)$/.test(state))`, 30_000);
    assert.deepEqual(await visitor.js(`return ${frames(`letter.getAttribute('state')`)}`), sent);

    const letters = rows().slice(before).map((row) => ({ ...row.sent, id: '' }));
    assert.equal(letters.length, sending.length);
    for (const letter of letters) assert.deepEqual(letter, letters[0]);
    assert.ok(Array.isArray(letters[0]!.letter?.targets));
    const none = Object.fromEntries(sending.map((name) => [name, []]));
    assert.deepEqual(await visitor.js(`return ${frames('w.seen.errors')}`), none);
    const names = `Object.keys(w).filter((name) => name !== 'seen' && !name.startsWith('__pw') && !w.seen.names.includes(name))`;
    assert.deepEqual(await visitor.js(`return ${frames(names)}.calm`), [], 'nothing new on window');
  });
});

inAll('where something that we need is missing', (visit) => {
  it('the children stand, and no error reaches the page', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/without.html`);
    // The last to give up has tried three times.
    await visitor.until(`${frames(`letter?.getAttribute('state')`)}['a fetch that works'] === 'failed'`);
    await visitor.until(`${frames(`letter?.getAttribute('state')`)}['open shadow roots'] === 'open'`);
    const found = await visitor.js<Record<string, unknown>>(`return ${frames(`[letter.querySelector('a').getClientRects().length, ...w.seen.errors]`)}`);
    const { 'open shadow roots': closed, ...others } = found;
    assert.deepEqual(closed, [0], 'who only closes the root does not hinder us');
    assert.equal(Object.keys(others).length, 8);
    for (const [what, seen] of Object.entries(others)) assert.deepEqual(seen, [1], `without ${what}`);
  });

  it('a page that misses its library says so', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/missing`);
    await visitor.until(`/Missing: libraries\\/none\\.js, what a script on it imports\\. /.test(document.querySelector('#seen').textContent)`);
  });

  it('the children stand on a page of XML, or the letter does', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/page.xhtml`);
    await visitor.until(`document.readyState === 'complete'`);
    await visitor.until(`${open} || ${LETTER}.querySelector('a').getClientRects().length`);
    assert.deepEqual(await errors(visitor), []);
  });
});

inAll('a sandbox without an origin', (visit) => {
  it('sends its letter', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/sandboxed`);
    assert.equal(await visitor.js('return window.origin'), 'null');
    await sends(visitor);
  });
});

inAll('a strict policy', (visit) => {
  it('is not touched by a letter that is sent', async () => {
    const visitor = await visit();
    await visitor.go(`${endpoint.url}/demo/hosts/policy.html`);
    await sends(visitor);
  });
});

inAll('a single-page app', (visit) => {
  it('moves a letter, takes it out and puts it back, changes its language and its children, and no word is lost', async () => {
    const visitor = await visit();
    const act = (name: string) => visitor.js(`document.querySelector('[data-act=${name}]').click()`);
    await visitor.go(`${site.url}/app.html`);
    await inState(visitor, 'open');
    await visitor.write('letter/body', 'My own words.');
    await act('move');
    await act('take');
    await visitor.until(`document.querySelector('#view').dataset.back`);
    await inState(visitor, 'open');
    await act('children');
    assert.equal(await visitor.js(`return ${LETTER}.querySelector('a').getClientRects().length`), 0);
    for (const language of ['km', 'en']) {
      await act('language');
      await visitor.until(`${LETTER}.shadowRoot.querySelector('.root').lang === '${language}'`);
    }
    assert.equal(await visitor.js(`return ${LETTER}.shadowRoot.querySelector('[name="letter/body"]').value`), 'My own words.');
    await sends(visitor);
    assert.equal(rows().at(-1)?.sent.letter?.body, 'My own words.');
  });

  it('makes elements anew, changes what they show, and has them in a component and in a drawer', async () => {
    const visitor = await visit();
    const act = (name: string) => visitor.js(`document.querySelector('[data-act=${name}]').click()`);
    await visitor.go(`${site.url}/app.html`);
    await inState(visitor, 'open');
    const shows = (counter: string) => `${counter}?.shadowRoot?.querySelector('.root')?.innerText`;
    const inCard = `document.querySelector('host-card').shadowRoot.querySelector('detention-counter')`;
    await visitor.until(`${shows(inCard)}?.includes('Lim Mony')`);

    await act('route');
    const inView = `document.querySelector('#view detention-counter')`;
    await visitor.until(`${shows(inView)}?.includes('Lim Mony')`);
    await act('person');
    await visitor.until(`${shows(inView)}.includes('Ny Chakrya')`);
    await act('route');
    await inState(visitor, 'open');

    const root = `document.querySelector('#drawer detention-counter').shadowRoot.querySelector('.root')`;
    const style = `(({ visibility, pointerEvents }) => visibility + ' ' + pointerEvents)(getComputedStyle(${root}))`;
    assert.equal(await visitor.js(`return ${style}`), 'hidden none', 'who can not be seen takes no click');
    await act('drawer');
    assert.equal(await visitor.js(`return ${style}`), 'visible auto');
    assert.deepEqual(await errors(visitor), []);
  });
});

inAll('a page that comes back from the back/forward cache', (visit) => {
  it('has every word still, and sends once', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/calm.html`);
    await inState(visitor, 'open');
    await visitor.write('letter/body', 'My own words.');
    // No engine keeps a page that something is still on its way to.
    for (const last of ['letter-later', 'counts.json'])
      await visitor.until(`performance.getEntriesByType('resource').some(({ name, responseEnd }) => responseEnd && name.includes('${last}'))`);
    await visitor.js(`addEventListener('pageshow', ({ persisted }) => (window.kept = persisted))`);
    await visitor.go(`${site.url}/prerender.html`);
    await visitor.until(`document.querySelector('#next')`);
    await visitor.js('setTimeout(() => history.back())');
    await visitor.until(`${LETTER} && document.readyState === 'complete'`);
    await visitor.until('window.kept !== undefined');
    assert.equal(await visitor.js('return window.kept'), true);
    await sends(visitor);
    assert.equal(rows().at(-1)?.sent.letter?.body, 'My own words.');
  });
});

inPlaywright('a page that was prerendered', (visit) => {
  it('has loaded its letter, has sent and counted nothing, and works once it is shown', async () => {
    const visitor = await visit();
    const before = rows().length;
    await visitor.go(`${site.url}/prerender.html`);
    await visitor.until(`document.querySelector('#next')`);
    await visitor.click('#next');
    await inState(visitor, 'open');
    assert.equal(rows().length, before);
    await sends(visitor);
  });
}, ['chromium']);
