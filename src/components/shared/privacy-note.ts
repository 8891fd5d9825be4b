/** Who will see what, and for how long: shown before anything is sent. */
import { html, nothing, type TemplateResult } from 'lit';
import { safeUrl } from '../../campaign/url.ts';
import { getPrivacyNote } from '../../i18n/privacy-note.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';

/** @param isTesting says so, so that no one mistakes a test for a real submission */
export function privacyNote({ campaign, translator, base }: RenderContext, kind: Submission['kind'], isTesting: boolean): TemplateResult {
  const { organiser } = campaign;
  const url = safeUrl(organiser.privacyUrl, base);
  return html`<div class="note muted" part="note">
      <p>
        ${getPrivacyNote(campaign, kind, translator)}
        ${url
          ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${translator.t('form.privacy', { organiser: organiser.name })}</a>`
          : nothing}
      </p>
    </div>
    ${isTesting ? html`<p part="note">${translator.t(`${kind}.testing`)}</p>` : nothing}`;
}
