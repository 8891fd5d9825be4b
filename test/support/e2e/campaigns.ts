/** Documents for the roads through a browser; whatever a test is about, it says itself. */
import type { Campaign, Letter } from '../../../src/campaign/schema/campaign.schema.ts';

let documents = 0;

/** @returns an open campaign with an id of its own */
export function campaign(more: Partial<Campaign> = {}, letter: Partial<Letter> = {}): Campaign {
  return {
    version: 1,
    id: `road-${++documents}`,
    language: 'en',
    title: 'Let the baker go',
    organiser: { name: 'The Open Door', url: 'https://door.example/' },
    letter: {
      targets: [{ id: 'minister', name: 'Ada Minister', honours: 'Her Excellency', office: 'Minister of Justice' }],
      choose: 'all',
      subject: 'The baker',
      salutation: 'Your Excellency,',
      body: 'Please let the baker go.',
      closing: 'Yours sincerely,',
      editable: 'all',
      maxLength: 500,
      delivery: 'collect',
      ...letter,
    },
    goal: { steps: [10, 100], showFrom: 1 },
    ...more,
  };
}

/** The two lines that a partner pastes. @param src of the document; its endpoint serves the script too */
export function snippet(src: string, attributes = ''): string {
  const { origin, pathname } = new URL(src);
  const page = pathname.replace(/^\/campaigns\/(.*)\.json$/, '/a/$1');
  return `<script type="module" async src="${origin}/v1/actions.js"></script>
<action-letter src="${src}" ${attributes} style="display:block;min-height:100vh"><a href="${origin}${page}">Write a letter</a></action-letter>`;
}

/** A partner's page around it. */
export const article = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>An article</title>${head}</head><body><h1>An article</h1>${body}<p>The end.</p></body></html>`;
