/** Compiled but never run: what the types of the package accept, and what they must reject. */
import type { ActionEventDetails, ActionLetter, ActionProgress, Campaign, CampaignUpdates, DetentionCounter, MessageWall, State } from '../../src/index.ts';

const letter = document.createElement('action-letter');
letter satisfies ActionLetter;
letter.src = '/campaigns/a.json';
letter.testing = true;
letter.theme = 'dark';
letter.campaign = undefined;
letter.reload();
letter.state satisfies State;

letter.addEventListener('action-sent', ({ detail }) => {
  detail satisfies { id: string; kind: 'letter' | 'postcard'; replayed: boolean };
  // @ts-expect-error -- no event contains text that was typed
  console.error(detail.name);
});
letter.addEventListener('action-error', ({ detail }) => detail.code satisfies ActionEventDetails['action-error']['code']);
letter.addEventListener('action-load', ({ detail }) => detail.campaign satisfies Campaign);

// @ts-expect-error -- it is read-only
letter.state = 'open';
// @ts-expect-error -- there is no such theme
letter.theme = 'pink';
// @ts-expect-error -- a document has a version
letter.campaign = { id: 'a' };

document.createElement('message-wall') satisfies MessageWall;
document.createElement('campaign-updates') satisfies CampaignUpdates;
const progress = document.createElement('action-progress');
progress satisfies ActionProgress;
progress.partner = 'a-partner';
// @ts-expect-error -- the element sends nothing
progress.testing = true;

const counter = document.createElement('detention-counter');
counter satisfies DetentionCounter;
counter.person = 'ny-sokha';
counter.timeZone = 'Asia/Phnom_Penh';
counter.unit = 'clock';
counter.now = null;
counter.addEventListener('action-share', ({ detail }) => detail satisfies { channel: string });
// @ts-expect-error -- there is no such unit
counter.unit = 'hours';
// @ts-expect-error -- the element sends nothing
counter.partner = 'a-partner';
