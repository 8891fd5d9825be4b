/** The parts around the fields of every form: the campaign above them, and the privacy note, button and progress below. */
import { html, nothing, type TemplateResult } from 'lit';
import { privacyNote } from './privacy-note.ts';
import { campaignHeader, campaignDescription } from './campaign-intro.ts';
import { updatesTemplate } from './updates.ts';
import type { FormContext, FormProps } from '../../base/form-module.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';

export function actionForm(
  form: FormContext,
  kind: Submission['kind'],
  { errorBanner, isSending, isTesting, progress, outboxChoice, onInput, onSubmit }: FormProps,
  fields: TemplateResult,
): TemplateResult {
  const { translator } = form;
  const label = translator.t(isSending ? `${kind}.sending` : `${kind}.send`);
  // A postcard is about its recipients, so it leaves the updates to the page.
  return html`${campaignHeader(form)} ${kind === 'letter' ? updatesTemplate(form) : nothing} ${campaignDescription(form)}
    <form lang=${translator.language} novalidate ?inert=${isSending} @submit=${onSubmit} @input=${onInput} @change=${onInput}>
      ${errorBanner} ${fields} ${outboxChoice} ${privacyNote(form, kind, isTesting)}
      <button class="primary" part="button" aria-disabled=${isSending} .textContent=${label}></button>
    </form>
    <p class="visually-hidden" role="status" lang=${translator.language} .textContent=${isSending ? label : nothing}></p>
    <div class="progress">${progress}</div>`;
}
