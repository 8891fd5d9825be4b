/** A hand at a page: what it clicks on and writes into is found by a script, and touched as a person does. */
import { until } from '../until.ts';

/** What each engine's driver can do by itself. */
export interface Touch {
  /** Runs the body of a function, in the frame that is looked at or in the page around it. */
  js<T>(body: string, ...args: unknown[]): Promise<T>;
  outermost<T>(body: string, ...args: unknown[]): Promise<T>;
  /** The frame that is looked at, as a selector of the page around it. */
  frame(): string | undefined;
  /** In px of the outermost page. */
  press(x: number, y: number): Promise<void>;
  key(key: string): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
}

/** The first that matches and is shown, also in shadow roots. */
const FIND = `const find = (selector) => {
    const roots = [document];
    for (const root of roots)
      for (const one of root.querySelectorAll('*')) if (one.shadowRoot) roots.push(one.shadowRoot);
    const [, host, inside] = /^([a-z]+-[a-z-]+|:is\\([^)]*\\)) (.*)$/.exec(selector) ?? [];
    const within = host ? roots.flatMap((root) => [...root.querySelectorAll(host)].flatMap((one) => one.shadowRoot ?? [])) : [];
    const all = [...within.flatMap((root) => [...root.querySelectorAll(inside)]), ...roots.flatMap((root) => [...root.querySelectorAll(selector)])];
    return all.find((one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length);
  };`;

export function handOf(touch: Touch): { click(selector: string): Promise<void>; write(name: string, text: string): Promise<void> } {
  async function click(selector: string): Promise<void> {
    const [x, y] = await until(`${selector} is shown`, () =>
      touch.js<[number, number] | undefined>(
        `${FIND} const target = find(args[0]);
        if (!target) return undefined;
        target.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = target.getBoundingClientRect();
        return [x + width / 2, y + height / 2];`,
        selector,
      ),
    );
    const frame = touch.frame();
    if (frame === undefined) return touch.press(x, y);
    // A frame scrolls none but itself.
    const [left, top] = await touch.outermost<[number, number]>(
      `const [frame, y] = args;
      const box = () => document.querySelector(frame).getBoundingClientRect();
      scrollBy({ top: box().top + y - innerHeight / 2, behavior: 'instant' });
      return [box().left, box().top];`,
      frame,
      y,
    );
    return touch.press(left + x, top + y);
  }

  async function write(name: string, text: string): Promise<void> {
    const field = `[name="${name}"]`;
    // Into a frame the focus comes only by a hand.
    if (touch.frame() !== undefined) await click(field);
    const isSelect = await until(`${field} is shown`, () =>
      touch.js<boolean[] | undefined>(
        `${FIND} const [name, text] = args; const field = find(name);
        if (!field) return undefined;
        if (field.localName !== 'select') { field.focus(); field.select(); return [false]; }
        field.value = text; field.dispatchEvent(new Event('change', { bubbles: true })); return [true];`,
        field,
        text,
      ),
    );
    if (isSelect[0]) return;
    if (text) await touch.type(text);
    else await touch.key('Delete');
  }

  return { click, write };
}
