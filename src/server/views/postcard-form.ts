/** The plain form of a card, which works without scripts. */
import { html } from 'hono/html';
import { fewestOf } from '../../campaign/postcard.ts';
import { safeUrl } from '../../campaign/safe-url.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import type { Person, Postcard } from '../../campaign/schema/campaign.schema.ts';
import { choices, hidden, input, textarea } from './form-controls.ts';
import { actionForm, type Filled, yesOrNo } from './action-form.ts';
import { type Html, paragraphs, type View } from './page-context.ts';

/** @param counts tell who has got the fewest cards */
export async function postcardForm(view: View, filled: Filled, counts: Counts): Promise<Html> {
  const { campaign, speaker } = view;
  const { typed, errors } = filled;
  const postcard = campaign.postcard!;

  const written = (name: 'message' | 'from', hint: string) => ({
    name: `postcard/${name}`,
    label: speaker.say(`postcard.${name}`),
    hint,
    error: errors.get(`postcard/${name}`),
    required: true,
    autocomplete: 'off',
    value: typed.get(`postcard/${name}`) ?? undefined,
  });
  const publish = {
    name: 'postcard/publish',
    label: speaker.say('postcard.publish'),
    hint: speaker.say('postcard.publishHint'),
    error: errors.get('postcard/publish'),
  };
  const card = html`${addressees(view, filled, counts)}
    ${
      postcard.guidance.length > 0 &&
      html`<section class="guidance"><h2>${speaker.say('postcard.guidance')}</h2>
        <ul>${postcard.guidance.map((one) => html`<li dir="auto">${one}</li>`)}</ul></section>`
    }
    ${fronts(view, filled)}
    <div class="sheet">
      ${textarea(speaker, written('message', speaker.count('pages.atMost', postcard.maxLength)), 6)}
      ${input(speaker, written('from', speaker.say('postcard.fromHint')))}
    </div>
    ${postcard.publish === 'ask' && yesOrNo(view, publish, typed)}`;
  return html`${await actionForm(view, filled, card)}${offices(view)}`;
}

function addressees({ campaign, speaker }: View, { id, typed, errors }: Filled, { perPerson }: Counts): Html {
  const { to, choose, suggest } = campaign.postcard!;
  const people = to.flatMap((one) => campaign.people?.find((person) => person.id === one) ?? []);
  const name = 'postcard/to';
  if (choose === 'all' || people.length === 1)
    return html`<h2 class="hush">${speaker.say('to')}</h2>
      <ul class="targets">${people.map((one) => html`<li>${hidden(name, one.id)}${address(one)}</li>`)}</ul>`;
  // Each page has a fresh id: of several with the fewest cards, not everybody is offered the first.
  const chance = parseInt(id.slice(0, 8), 16) / 2 ** 32;
  const fewest = suggest === 'fewest' ? fewestOf(people, perPerson, chance) : undefined;
  const offered = people.map((one) => ({
    value: one.id,
    label: html`${address(one)}${one.id === fewest && html` <em class="muted">${speaker.say('postcard.fewest')}</em>`}`,
  }));
  // A form that comes back says itself who was chosen.
  const chosen = typed.size ? typed.getAll(name) : fewest ? [fewest] : [];
  const control = { name, label: speaker.say('postcard.choose'), error: errors.get(name), required: true };
  return choices(control, choose === 'one' ? 'radio' : 'checkbox', offered, chosen);
}

const address = ({ name, place }: Person) =>
  html`<span class="address"><strong>${name}</strong>${place && html` <span class="muted">${place}</span>`}</span>`;

/** The first is chosen until somebody chooses another, as on the card itself. */
function fronts({ campaign, speaker, base }: View, { typed, errors }: Filled): Html {
  const { designs } = campaign.postcard!;
  const name = 'postcard/design';
  const picture = ({ src, alt }: Postcard['designs'][number]) => {
    const url = safeUrl(src, base);
    return url ? html`<img src="${url}" alt="${alt}">` : html`${alt}`;
  };
  const [first, ...others] = designs;
  if (!others.length) return html`<p class="front">${hidden(name, first!.id)}${picture(first!)}</p>`;
  const control = { name, label: speaker.say('postcard.front'), error: errors.get(name), required: true };
  const chosen = typed.size ? typed.getAll(name) : [first!.id];
  return choices(control, 'radio', designs.map((one) => ({ value: one.id, label: picture(one) })), chosen);
}

/** Where a card can be filled in on paper. */
function offices({ campaign, speaker, base }: View): Html | '' {
  const { offices = [] } = campaign.postcard!;
  if (!offices.length) return '';
  return html`<section><h2>${speaker.say('postcard.offices')}</h2>
    <p>${speaker.say('postcard.officesHint')}</p>
    <ul class="targets">${offices.map(({ name, address, url }) => {
      const link = safeUrl(url, base);
      return html`<li><strong>${link ? html`<a href="${link}">${name}</a>` : name}</strong>${paragraphs(address)}</li>`;
    })}</ul></section>`;
}
