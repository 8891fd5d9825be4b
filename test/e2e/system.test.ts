/** What somebody has set for all their pages: forced colours, and no motion. Chromium alone can be told both from outside. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { inPlaywright, inState, LETTER, send } from '../support/e2e/visitor.ts';

let endpoint: Endpoint;
before(async () => (endpoint = await startEndpoint()));
after(() => endpoint.stop());

/** Whether a line of an element can be told from what is behind it: its `border…` or its `outline`. */
const LINE = `const line = (selector, side) => {
  const style = getComputedStyle(${LETTER}.shadowRoot.querySelector(selector));
  return style[side + 'Style'] !== 'none' && parseFloat(style[side + 'Width']) > 0 && style[side + 'Color'] !== getComputedStyle(document.body).backgroundColor;
};`;

inPlaywright('where colours are forced and nothing may move', (visit) => {
  const calm = () => visit({ forcedColors: 'active', reducedMotion: 'reduce' });

  it('a letter has its lines: around button, fields and summary, and beside what is wrong', async () => {
    const visitor = await calm();
    await visitor.go(`${endpoint.url}/demo/news/`);
    await inState(visitor, 'open');
    await send(visitor);
    await visitor.until(`${LETTER}.shadowRoot.activeElement?.matches('[role=alert]')`);
    for (const [selector, side] of [
      ['button.primary', 'borderTop'],
      ['input[name="person/name"]', 'borderTop'],
      ['.invalid', 'borderLeft'],
      ['[role=alert]', 'borderTop'],
    ])
      assert.equal(await visitor.js(`${LINE} return line(args[0], args[1])`, selector, side), true, `${selector} ${side}`);
  });

  it('a card shows which front is chosen, and turns over at once', async () => {
    const visitor = await calm();
    await visitor.go(`${endpoint.url}/demo/five/`);
    await inState(visitor, 'open');
    const chosen = await visitor.js<boolean[]>(
      `return [...${LETTER}.shadowRoot.querySelectorAll('label:has([name="postcard/design"])')]
        .map((label) => [label, ...label.querySelectorAll('*')].some((one) => getComputedStyle(one).outlineStyle !== 'none'))`,
    );
    assert.deepEqual(chosen, [true, false, false]);
    const moving = await visitor.js(`${LETTER}.shadowRoot.querySelector('.turn').click();
      return ${LETTER}.shadowRoot.getAnimations().length`);
    assert.equal(moving, 0);
    await visitor.until(`${LETTER}.shadowRoot.activeElement?.name === 'postcard/message'`);
    assert.equal(await visitor.js(`return ${LETTER}.shadowRoot.getAnimations().length`), 0);
  });
}, ['chromium']);
