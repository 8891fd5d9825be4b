/** A campaign that uses every feature, so that a test only contains its changes. */
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';

export const createFullCampaign = (): Campaign => ({
  version: 1,
  id: 'five',
  language: 'en',
  title: 'Five people',
  organiser: { name: 'Example', url: 'https://example.org/', privacyUrl: 'https://example.org/privacy' },
  opens: '2016-04-28T00:00:00+07:00',
  closes: '2017-06-29T00:00:00+07:00',
  updates: [
    { date: '2016-10-10', text: 'Day 165.' },
    { date: '2016-10-10', text: 'Cards have arrived.' },
  ],
  people: [
    { id: 'ny-sokha', name: 'Ny Sokha', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28', to: '2017-06-29' }] },
    { id: 'lim-mony', name: 'Lim Mony', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] },
  ],
  letter: {
    targets: [
      { id: 'ambassador', name: 'A', honours: 'His Excellency', office: 'Ambassador', countries: ['AU', 'NZ'] },
      { id: 'minister', name: 'M', office: 'Minister', salutation: 'Dear {name}' },
    ],
    choose: 'all',
    subject: 'Release them',
    salutation: 'Your Excellency',
    body: 'Please release them.',
    closing: 'Yours sincerely',
    editable: 'all',
    maxLength: 1000,
    delivery: 'collect',
  },
  postcard: {
    to: ['ny-sokha', 'lim-mony'],
    choose: 'some',
    suggest: 'fewest',
    designs: [{ id: 'lotus', src: 'lotus.jpg', alt: 'A lotus' }],
    maxLength: 300,
    guidance: ['Be kind.', 'Name nobody else.'],
    publish: 'ask',
    offices: [{ name: 'Office', address: 'Phnom Penh' }],
  },
  ask: { country: 'required', email: 'optional' },
  fields: [
    { id: 'job', label: 'Job', type: 'select', options: ['Teacher', 'Other'] },
    { id: 'member', label: 'Member', type: 'checkbox' },
  ],
  consent: [{ id: 'news', statement: 'Send me news.' }],
  retention: { days: 90 },
  goal: { steps: [100, 500, 1000], showFrom: 20 },
  share: { url: 'https://example.org/five', text: 'Five people', channels: ['native', 'copy'] },
  partners: ['one', 'two'],
  translations: {
    km: {
      title: 'មនុស្សប្រាំនាក់',
      people: { 'ny-sokha': { name: 'នី សុខា' } },
      letter: { body: 'សូមដោះលែង', targets: { minister: { office: 'រដ្ឋមន្ត្រី' } } },
      postcard: { guidance: ['ក', 'ខ'] },
      fields: { job: { options: ['គ្រូ', 'ផ្សេង'] } },
      updates: [{ date: '2016-10-10', text: 'ថ្ងៃទី ១៦៥' }],
    },
  },
});
