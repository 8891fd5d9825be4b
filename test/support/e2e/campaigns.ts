/** Campaign documents and partner pages for the end-to-end tests. */
import type { Campaign, Letter } from '../../../src/campaign/schema/campaign.schema.ts';

let campaignCount = 0;

/** Creates an open letter campaign with a unique id. */
export function createCampaign(overrides: Partial<Campaign> = {}, letterOverrides: Partial<Letter> = {}): Campaign {
  return {
    version: 1,
    id: `campaign-${++campaignCount}`,
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
      ...letterOverrides,
    },
    goal: { steps: [10, 100], showFrom: 1 },
    ...overrides,
  };
}

/**
 * Creates the snippet of a letter that a partner pastes.
 *
 * @param src URL of the document; the same server also serves the script
 */
export function createSnippet(src: string, attributes = ''): string {
  const { origin, pathname } = new URL(src);
  const actionPath = pathname.replace(/^\/campaigns\/(.*)\.json$/, '/a/$1');
  return `<script type="module" async src="${origin}/v1/actions.js"></script>
<action-letter src="${src}" ${attributes} style="display:block;min-height:100vh"><a href="${origin}${actionPath}">Write a letter</a></action-letter>`;
}

/** Creates a partner's page around a snippet. */
export const createArticle = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>An article</title>${head}</head><body><h1>An article</h1>${body}<p>The end.</p></body></html>`;
