/** The forms with which supporters manage what they sent. They work without scripts. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { getPersonFields } from '../../campaign/person-fields.ts';
import { localizeCampaign, negotiateLanguage } from '../../campaign/localize.ts';
import type { Translator } from '../../i18n/translator.ts';
import { hidden } from './form-controls.ts';
import type { Html } from './html.ts';

/** Where the page is served, and where its forms are sent. */
export const managePaths = {
  page: '/manage',
  show: '/manage/submissions',
  erase: '/manage/erase',
  links: '/manage/links',
} as const;

export interface SecretFormOptions {
  translator: Translator;
  secret: string;
  action: string;
  button: string;
  /** Whether the erasure has been confirmed. */
  confirms?: boolean;
  target?: '_blank';
}

/** A button that sends a secret in the body of a request. */
export const secretForm = ({ translator, secret, action, button, confirms = false, target }: SecretFormOptions): Html =>
  html`<form method="post" action="${action}"${target && html` target="${target}" rel="noreferrer"`}>
    ${hidden('secret', secret)}${hidden('lang', translator.language)}${confirms && hidden('confirm', 'yes')}
    <button>${button}</button>
  </form>`;

/** A field for the link, for browsers without scripts; the script fills it in and sends it. */
export const linkForm = (translator: Translator): Html =>
  html`<form method="post" action="${managePaths.show}" id="link-form">
    ${hidden('lang', translator.language)}
    <div class="field">
      <label for="secret">${translator.t('manage.link')}</label>
      <input id="secret" name="secret" required dir="ltr" autocomplete="off" autocapitalize="none" spellcheck="false">
    </div>
    <button>${translator.t('manage.show')}</button>
  </form>`;

/** Whether the server can know the address of those who take part. */
export const asksForEmail = (campaign: Campaign): boolean => !campaign.seal && getPersonFields(campaign).email !== 'no';

/** Asks for an email with a link. @param campaigns those that ask for an email address */
export function emailForm(translator: Translator, campaigns: readonly Campaign[]): Html | '' {
  if (!campaigns.length) return '';
  const options = campaigns.map((campaign) => {
    const language = negotiateLanguage(campaign, translator.language);
    return html`<option value="${campaign.id}" lang="${language}">${localizeCampaign(campaign, language).title}</option>`;
  });
  return html`<section>
    <h2>${translator.t('manage.lostLink')}</h2>
    <p>${translator.t('manage.lostLinkText')}</p>
    <form method="post" action="${managePaths.links}">
      ${hidden('lang', translator.language)}
      <div class="field">
        <label for="campaign">${translator.t('manage.action')}</label>
        <select id="campaign" name="campaign">${options}</select>
      </div>
      <div class="field">
        <label for="email">${translator.t('form.email')}</label>
        <input id="email" name="email" type="email" required dir="ltr" maxlength="300" autocomplete="email">
      </div>
      <button>${translator.t('manage.sendLink')}</button>
    </form>
  </section>`;
}
