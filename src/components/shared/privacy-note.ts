/** Who will see what, and for how long: told before it is sent. */
import { html, nothing } from 'lit/html.js';
import { safeUrl } from '../../campaign/url.ts';
import { getPrivacyNote } from '../../i18n/privacy-note.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';

/** @param testing said as well, so that nobody takes a test for the real thing */
export function privacyNote({ campaign, translator, base }: RenderContext, kind: Submission['kind'], testing: boolean): TemplateResult {
  const { organiser } = campaign;
  const privacy = safeUrl(organiser.privacyUrl, base);
  return html`<div class="note muted" part="note">
      <p>
        ${getPrivacyNote(campaign, kind, translator)}
        ${privacy
          ? html`<a href=${privacy} target="_blank" rel="noopener noreferrer"
              >${translator.t('form.privacy', { organiser: organiser.name })}</a
            >`
          : nothing}
      </p>
    </div>
    ${testing ? html`<p part="note">${translator.t(`${kind}.testing`)}</p>` : nothing}`;
}
