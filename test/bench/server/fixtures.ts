/** The campaign and the submission that the server bench sends. */
const paragraph = 'I write to you about Sam Sokha, who is held for throwing a shoe at a sign. Please let her go. ';

export const campaign = {
  version: 1,
  id: 'bench',
  language: 'en',
  title: 'Free Sam Sokha',
  description: paragraph.repeat(75), // a document of 8 kB
  organiser: { name: 'A group', url: 'https://group.example' },
  letter: {
    targets: [{ id: 'minister', name: 'A. Minister', office: 'Minister of the Interior' }],
    choose: 'all',
    subject: 'Free Sam Sokha',
    salutation: 'Dear {name},',
    body: paragraph,
    closing: 'Yours sincerely,',
    editable: 'all',
    maxLength: 3000,
    delivery: 'collect',
  },
  ask: { email: 'optional', country: 'optional', postalCode: 'optional' },
  consent: [{ id: 'news', statement: 'May we write to you?' }],
};

export const submission = {
  kind: 'letter',
  language: 'en',
  person: { name: 'Anna Example', email: 'anna@example.org', country: 'AU', postalCode: '2000' },
  letter: { targets: ['minister'], subject: 'Free Sam Sokha', body: paragraph.repeat(12) },
  consent: [{ id: 'news', statement: 'May we write to you?', given: false }],
  tracking: { partner: 'newspaper', origin: 'https://partner.example' },
};
