/** The postcard form as plain HTML, which works without scripts. */
import { html } from 'hono/html';
import { pickPersonWithFewestCards } from '../../campaign/postcard.ts';
import { safeUrl } from '../../campaign/url.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import type { Person, Postcard } from '../../campaign/schema/campaign.schema.ts';
import { choices, hidden, input, textarea } from './form-controls.ts';
import { actionForm, type FormState, yesNoField } from './action-form.ts';
import { type Html, paragraphs } from './html.ts';
import type { PageContext } from './page-context.ts';

/** @param counts used to suggest the person with the fewest cards */
export async function postcardForm(context: PageContext, state: FormState, counts: Counts): Promise<Html> {
  const { campaign, translator } = context;
  const { values, errors } = state;
  const postcard = campaign.postcard!;

  const textControl = (name: 'message' | 'from', hint: string) => ({
    name: `postcard/${name}`,
    label: translator.t(`postcard.${name}`),
    hint,
    error: errors.get(`postcard/${name}`),
    required: true,
    autocomplete: 'off',
    value: values.get(`postcard/${name}`) ?? undefined,
  });
  const publish = {
    name: 'postcard/publish',
    label: translator.t('postcard.publish'),
    hint: translator.t('postcard.publishHint'),
    error: errors.get('postcard/publish'),
  };
  const card = html`${personPicker(context, state, counts)}
    ${
      postcard.guidance.length > 0 &&
      html`<section class="guidance"><h2>${translator.t('postcard.guidance')}</h2>
        <ul>${postcard.guidance.map((one) => html`<li dir="auto">${one}</li>`)}</ul></section>`
    }
    ${designPicker(context, state)}
    <div class="letter">
      ${textarea(translator, textControl('message', translator.plural('pages.maxLength', postcard.maxLength)), 6)}
      ${input(translator, textControl('from', translator.t('postcard.fromHint')))}
    </div>
    ${postcard.publish === 'ask' && yesNoField(context, publish, values)}`;
  return html`${await actionForm(context, state, card)}${officeList(context)}`;
}

function personPicker({ campaign, translator }: PageContext, { id, values, errors }: FormState, { perPerson }: Counts): Html {
  const { to, choose, suggest } = campaign.postcard!;
  const people = to.flatMap((one) => campaign.people?.find((person) => person.id === one) ?? []);
  const name = 'postcard/to';
  if (choose === 'all' || people.length === 1)
    return html`<h2 class="visually-hidden">${translator.t('form.to')}</h2>
      <ul class="targets">${people.map((one) => html`<li>${hidden(name, one.id)}${address(one)}</li>`)}</ul>`;
  // Derived from the id, which is new for each page: of several people with the fewest cards, not every visitor gets the first.
  const random = parseInt(id.slice(0, 8), 16) / 2 ** 32;
  const suggestedId = suggest === 'fewest' ? pickPersonWithFewestCards(people, perPerson, random) : undefined;
  const options = people.map((one) => ({
    value: one.id,
    label: html`${address(one)}${one.id === suggestedId && html` <em class="muted">${translator.t('postcard.suggested')}</em>`}`,
  }));
  // When the form is shown again, the visitor's selection replaces the suggestion, even if it is empty.
  const selected = values.size ? values.getAll(name) : suggestedId ? [suggestedId] : [];
  const control = { name, label: translator.t('postcard.choose'), error: errors.get(name), required: true };
  return choices(control, choose === 'one' ? 'radio' : 'checkbox', options, selected);
}

const address = ({ name, place }: Person) =>
  html`<span class="address"><strong>${name}</strong>${place && html` <span class="muted">${place}</span>`}</span>`;

/** The first design is preselected, as in the element. */
function designPicker({ campaign, translator, base }: PageContext, { values, errors }: FormState): Html {
  const { designs } = campaign.postcard!;
  const name = 'postcard/design';
  const designImage = ({ src, alt }: Postcard['designs'][number]) => {
    const url = safeUrl(src, base);
    return url ? html`<img src="${url}" alt="${alt}">` : html`${alt}`;
  };
  const [first, ...others] = designs;
  if (!others.length) return html`<p class="front">${hidden(name, first!.id)}${designImage(first!)}</p>`;
  const control = { name, label: translator.t('postcard.design'), error: errors.get(name), required: true };
  const selected = values.size ? values.getAll(name) : [first!.id];
  return choices(control, 'radio', designs.map((one) => ({ value: one.id, label: designImage(one) })), selected);
}

/** The places where visitors can fill in a paper card. */
function officeList({ campaign, translator, base }: PageContext): Html | '' {
  const { offices = [] } = campaign.postcard!;
  if (!offices.length) return '';
  return html`<section><h2>${translator.t('postcard.offices')}</h2>
    <p>${translator.t('postcard.officesHint')}</p>
    <ul class="targets">${offices.map(({ name, address, url }) => {
      const link = safeUrl(url, base);
      return html`<li><strong>${link ? html`<a href="${link}">${name}</a>` : name}</strong>${paragraphs(address)}</li>`;
    })}</ul></section>`;
}
