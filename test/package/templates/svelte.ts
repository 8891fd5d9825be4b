/** Compiled but never run: what Svelte templates accept for the elements, and what they must reject. */
import type { Campaign } from 'action-widgets';
import type {} from 'action-widgets/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

type Attributes<Tag extends string> = SvelteHTMLElements[Tag];
declare const campaign: Campaign;

({
  src: '/campaigns/a.json',
  lang: 'km',
  theme: 'dark',
  partner: 'a-partner',
  testing: true,
  class: 'wide',
  'onaction-sent': ({ detail }) => console.error(detail.id, detail.replayed),
}) satisfies Attributes<'action-letter'>;
({ campaign, person: 'ny-sokha', 'onaction-submit': (event) => event.preventDefault() }) satisfies Attributes<'postcard-form'>;
({ since: '2016-04-28', 'time-zone': 'Asia/Phnom_Penh', name: 'Ny Sokha', unit: 'clock', onclick: () => {} }) satisfies Attributes<'detention-counter'>;
({ src: '/campaigns/a.json' }) satisfies Attributes<'message-wall'> & Attributes<'campaign-updates'>;
({ src: '/campaigns/a.json', partner: null }) satisfies Attributes<'action-progress'>;

// @ts-expect-error -- there is no such theme
({ theme: 'pink' }) satisfies Attributes<'action-letter'>;
// @ts-expect-error -- the element sends nothing
({ partner: 'a-partner' }) satisfies Attributes<'message-wall'>;
// @ts-expect-error -- a document has a version
({ campaign: { id: 'a' } }) satisfies Attributes<'postcard-form'>;
// @ts-expect-error -- there is no such unit
({ unit: 'hours' }) satisfies Attributes<'detention-counter'>;
// @ts-expect-error -- no event contains text that was typed
({ 'onaction-sent': ({ detail }) => console.error(detail.name) }) satisfies Attributes<'action-letter'>;
// @ts-expect-error -- the element has nothing to share
({ 'onaction-share': () => {} }) satisfies Attributes<'action-progress'>;
