/** Compiled but never run: what Vue templates accept for the elements, and what they must reject. */
import type { Campaign } from 'action-widgets';
import type {} from 'action-widgets/vue';
import type { GlobalComponents } from 'vue';

type Tag = keyof GlobalComponents & `${string}-${string}`;
type Props<Name extends Tag> = InstanceType<GlobalComponents[Name]>['$props'];
declare const campaign: Campaign;

({ src: '/campaigns/a.json', lang: 'km', theme: 'dark', partner: 'a-partner', testing: true, class: 'wide' }) satisfies Props<'action-letter'>;
({ campaign, person: 'ny-sokha' }) satisfies Props<'postcard-form'>;
// Vue looks up `time-zone` in templates under this name.
({ since: '2016-04-28', timeZone: 'Asia/Phnom_Penh', name: 'Ny Sokha', unit: 'clock', onClick: () => {} }) satisfies Props<'detention-counter'>;
({ src: '/campaigns/a.json' }) satisfies Props<'message-wall'> & Props<'campaign-updates'>;
({ src: '/campaigns/a.json', partner: null }) satisfies Props<'action-progress'>;

// @ts-expect-error -- there is no such theme
({ theme: 'pink' }) satisfies Props<'action-letter'>;
// @ts-expect-error -- the element has nothing to share
({ partner: 'a-partner' }) satisfies Props<'message-wall'>;
// @ts-expect-error -- a document has a version
({ campaign: { id: 'a' } }) satisfies Props<'postcard-form'>;
// @ts-expect-error -- there is no such unit
({ unit: 'hours' }) satisfies Props<'detention-counter'>;

declare const letter: InstanceType<GlobalComponents['action-letter']>;
declare const progress: InstanceType<GlobalComponents['action-progress']>;
declare const sent: HTMLElementEventMap['action-sent'];
letter.$emit('action-sent', sent);
// @ts-expect-error -- the event is about a receipt
letter.$emit('action-sent', 'a receipt');
// @ts-expect-error -- the element has nothing to share
progress.$emit('action-share', sent);
