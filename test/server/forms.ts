/** Reads and submits plain forms as a browser without scripts does. */
import assert from 'node:assert/strict';
import { createLetterCampaign } from './support/campaigns.ts';
import type { TestResponse, TestServer } from './support/test-server.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';

/** A campaign with every kind of form field. */
export const createDetailedCampaign = (more = {}) => {
  const { letter, ...campaign } = createLetterCampaign({
    ask: { email: 'optional', country: 'required', postalCode: 'optional' },
    fields: [
      { id: 'work', label: 'What do you do?', type: 'select', options: ['study', 'work'] },
      { id: 'adult', label: 'I am an adult', type: 'checkbox', required: true },
      { id: 'why', label: 'Why?', hint: 'In a few words', type: 'textarea' },
    ],
    consent: [{ id: 'news', statement: 'May we write to you?\nOnce a month.' }],
    retention: { days: 30 },
    goal: { steps: [10], showFrom: 1 },
    updates: [{ date: '2018-07-01', text: 'The older update' }, { date: '2018-07-18', text: 'The newer update' }],
    description: 'The story begins.\n\nThe story ends.',
    translations: { km: { title: 'ដោះលែង', fields: { work: { options: ['រៀន', 'ធ្វើការ'] } } }, ar: { title: 'الحرية' } },
  });
  return { ...campaign, letter: { ...letter!, choose: 'all' as const }, ...more };
};

/** The values that a browser would submit if the visitor changed nothing. */
export function parseFormFields(page: string): URLSearchParams {
  const fields = new URLSearchParams();
  const text = (html: string) =>
    html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const controls = /<input ([^>]*)>|<textarea ([^>]*)>\n([^<]*)<\/textarea>|<select ([^>]*)>(.*?)<\/select>/gs;
  for (const [, input, textarea, content, select, options] of page.matchAll(controls)) {
    const attributes = new Map([...(input ?? textarea ?? select!).matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key, value]));
    const isSubmitted = !/^(radio|checkbox)$/.test(attributes.get('type') ?? '') || attributes.has('checked');
    const option = /<option value="([^"]*)" selected>/.exec(options ?? '')?.[1] ?? '';
    const value = content ?? (select ? option : attributes.get('value')) ?? '';
    if (isSubmitted) fields.append(text(attributes.get('name')!), text(value).replace(/\r?\n/g, '\r\n'));
  }
  return fields;
}

/** The values of a page's form, with some of them changed. */
export async function fillForm(server: TestServer, path: string, answers: Record<string, string>): Promise<URLSearchParams> {
  const { text } = await server.request(path);
  const fields = parseFormFields(text);
  for (const [name, value] of Object.entries(answers)) fields.set(name, value);
  return fields;
}

/** Where a valid form leads, without the token that lets that page show the manage link once. */
export function getThanksLocation({ headers }: TestResponse): string {
  const [location, token] = headers.get('Location')!.split('&receipt=') as [string, string];
  assert.match(token, /^[\w-]{32}$/);
  return location;
}

/** Submits a valid form twice, as after going back in the browser. Both responses redirect to the thank-you page. */
export async function submitTwice(server: TestServer, campaign: Campaign, answers: Record<string, string>): Promise<void> {
  const fields = await fillForm(server, `/a/${campaign.id}?lang=km&partner=newspaper`, answers);
  for (let times = 0; times < 2; times++) {
    const answer = await server.submitForm(campaign, fields);
    assert.equal(answer.status, 303, answer.text);
    assert.equal(getThanksLocation(answer), `/a/${campaign.id}?thanks&lang=km&partner=newspaper`);
    assert.equal(answer.headers.get('Set-Cookie'), null);
  }
}
