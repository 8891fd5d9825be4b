/** Clicks and typing as a user does them: a script finds the target, and the browser's driver touches it. */
import { waitUntil } from '../wait-until.ts';

/** What the driver of each engine provides. */
export interface InputDriver {
  /** Runs a function body in the current frame. */
  evaluate<T>(body: string, ...args: unknown[]): Promise<T>;
  evaluateInTopPage<T>(body: string, ...args: unknown[]): Promise<T>;
  /** The current frame, as a selector in the top page; undefined in the top page itself. */
  getFrame(): string | undefined;
  /** Clicks at a position in px of the top page. */
  clickAt(x: number, y: number): Promise<void>;
  press(key: string): Promise<void>;
  /** Types into the focused element. */
  insertText(text: string): Promise<void>;
}

export interface UserInput {
  click(selector: string): Promise<void>;
  fill(name: string, text: string): Promise<void>;
}

/** Finds the first visible match, also in shadow roots; `action-letter .x` looks inside the shadow root of a letter. */
const FIND_VISIBLE = `const findVisible = (selector) => {
    const roots = [document];
    for (const root of roots)
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    const [, host, innerSelector] = /^([a-z]+-[a-z-]+|:is\\([^)]*\\)) (.*)$/.exec(selector) ?? [];
    const hostRoots = host ? roots.flatMap((root) => [...root.querySelectorAll(host)].flatMap((element) => element.shadowRoot ?? [])) : [];
    const matches = [
      ...hostRoots.flatMap((root) => [...root.querySelectorAll(innerSelector)]),
      ...roots.flatMap((root) => [...root.querySelectorAll(selector)]),
    ];
    return matches.find((element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length);
  };`;

/** A symbol, because tests look for global names that pages do not expect. */
const AWAITS_CLICK = `window[Symbol.for('awaitsClick')]`;

export function createUserInput(driver: InputDriver): UserInput {
  /** Finds the target and brings it into view. The window remembers that it waits for a click. @returns its center, in px */
  const locate = (selector: string) =>
    waitUntil(`${selector} is visible`, () =>
      driver.evaluate<[number, number] | undefined>(
        `${FIND_VISIBLE} const target = findVisible(args[0]);
        if (!target) return undefined;
        ${AWAITS_CLICK} = true;
        target.addEventListener('click', () => { ${AWAITS_CLICK} = false; }, { capture: true, once: true });
        target.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = target.getBoundingClientRect();
        return [x + width / 2, y + height / 2];`,
        selector,
      ),
    );

  async function clickIn(frame: string | undefined, [x, y]: [number, number]): Promise<void> {
    if (frame === undefined) return driver.clickAt(x, y);
    // Scrolling inside a frame does not scroll the page around it.
    const [left, top] = await driver.evaluateInTopPage<[number, number]>(
      `const [frame, y] = args;
      const getBox = () => document.querySelector(frame).getBoundingClientRect();
      scrollBy({ top: getBox().top + y - innerHeight / 2, behavior: 'instant' });
      return [getBox().left, getBox().top];`,
      frame,
      y,
    );
    return driver.clickAt(left + x, top + y);
  }

  /** A page that the click has left, or a frame that is gone, does not wait. */
  const awaitsClick = () => driver.evaluate<boolean>(`return ${AWAITS_CLICK} === true`).catch(() => false);

  async function click(selector: string): Promise<void> {
    for (let attempt = 0; attempt < 3; attempt++) {
      await clickIn(driver.getFrame(), await locate(selector));
      const arrived = await waitUntil('the click arrives', async () => !(await awaitsClick()), 1000).catch(() => false);
      if (arrived) return;
      // The target moved meanwhile. A person would try again.
    }
    throw new Error(`${selector} does not receive clicks`);
  }

  async function fill(name: string, text: string): Promise<void> {
    const field = `[name="${name}"]`;
    // A frame gets the focus only from a click.
    if (driver.getFrame() !== undefined) await click(field);
    const [isSelect] = await waitUntil(`${field} is visible`, () =>
      driver.evaluate<boolean[] | undefined>(
        `${FIND_VISIBLE} const [selector, text] = args; const field = findVisible(selector);
        if (!field) return undefined;
        if (field.localName !== 'select') { field.focus(); field.select(); return [false]; }
        field.value = text; field.dispatchEvent(new Event('change', { bubbles: true })); return [true];`,
        field,
        text,
      ),
    );
    if (isSelect) return;
    if (text) await driver.insertText(text);
    else await driver.press('Delete');
  }

  return { click, fill };
}
