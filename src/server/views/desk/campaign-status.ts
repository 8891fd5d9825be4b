/** What a campaign needs next: what is still to do, its publication, or the way to its pages. */
import { html } from 'hono/html';
import { describeProblems, type DocumentProblem } from '../../campaign-forms/problems.ts';
import { parseDocument } from '../../campaign-forms/save-edit.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { getProblemPage } from './campaign-form-paths.ts';
import { getCampaignPath, getCodePath } from './campaign-paths.ts';
import { deskPaths, instant } from './layout.ts';

/** A button that changes a whole campaign. */
export const campaignButton = (id: string, page: 'publish' | 'unpublish' | 'takeOver', text: string, revision?: number): Html =>
  html`<form method="post" action="${getCampaignPath(id, page)}">${revision !== undefined && hidden('revision', String(revision))}<button${page === 'unpublish' && html` class="plain"`}>${text}</button></form>`;

/** By the page that corrects them. */
function problemList(id: string, problems: readonly DocumentProblem[]): Html {
  const items = problems.map((problem) => ({ ...getProblemPage(id, problem.place), text: problem.text }));
  return html`<ul class="problems">${[...Map.groupBy(items, ({ title }) => title)].map(
    ([title, list]) => html`<li>${title}<ul>${list.map(({ path, text }) => html`<li><a href="${path}" dir="auto">${text}</a></li>`)}</ul></li>`,
  )}</ul>`;
}

/** The pages of a campaign that the public sees, and of what it receives. */
function publishedLinks({ id, campaign }: CampaignDescription, { role }: DeskAccountRow): Html {
  const isModerator = includesRole(role, 'moderator');
  const links: [path: string, text: string, isOffered: boolean][] = [
    [`/a/${id}`, 'Public page', true],
    [getCodePath(id), 'Code to put it on a site', true],
    [deskPaths.checkPage, 'Check a page', isModerator],
    [`${deskPaths.letters}?campaign=${id}`, 'Letters', isModerator && campaign?.letter !== undefined],
    [deskPaths.cards, 'Cards', isModerator && campaign?.postcard !== undefined],
    [`${deskPaths.overview}?campaign=${id}`, 'What came in', true],
  ];
  return html`<ul class="links">${links.filter(([, , isOffered]) => isOffered).map(([path, text]) => html`<li><a href="${path}">${text}</a></li>`)}</ul>`;
}

interface State {
  title: string;
  text: Html;
}

function describeState({ draft, hasErrors }: CampaignDescription): State {
  if (!draft) return { title: 'Published from a file', text: html`This campaign comes from a file in the folder of campaigns. The desk cannot change it.` };
  const { publishedRevision, publishedAt, revision } = draft;
  if (publishedRevision === undefined) return { title: hasErrors ? 'Draft' : 'Ready to publish', text: html`This is a draft. Nobody outside of the desk sees it.` };
  if (publishedRevision === revision) return { title: 'Published', text: html`Everybody can see the newest version, since ${instant(publishedAt!)} UTC.` };
  return { title: 'Published, with changes that are not public', text: html`Everybody can see version ${publishedRevision}, since ${instant(publishedAt!)} UTC. Nobody outside of the desk sees what was changed after it.` };
}

/** @param wasJustPublished whether the page follows the publication, and confirms it */
export function statusSection(account: DeskAccountRow, campaign: CampaignDescription, wasJustPublished: boolean): Html {
  const { id, diagnostics, draft, hasErrors } = campaign;
  const { title, text } = describeState(campaign);
  const problems = describeProblems(diagnostics, parseDocument(campaign.text));
  const errors = problems.filter(({ severity }) => severity === 'error');
  const advice = problems.filter(({ severity }) => severity !== 'error');
  const isPublished = !draft || draft.publishedRevision !== undefined;
  const hasChanges = draft !== undefined && draft.publishedRevision !== draft.revision;
  const publish = includesRole(account.role, 'owner')
    ? draft && campaignButton(id, 'publish', isPublished ? 'Publish the changes' : 'Publish', draft.revision)
    : html`<p>An owner of this desk can publish it.</p>`;
  return html`<section class="state">
      <h2>${title}</h2>
      <p${wasJustPublished && html` class="notice" role="status"`}>${text}</p>
      ${draft && html`<p class="muted">Version ${draft.revision} was saved by <span dir="auto">${draft.author}</span>, ${instant(draft.savedAt)} UTC.</p>`}
      ${errors.length > 0 && html`<h3>What is still to do</h3><p>${hasChanges ? 'It can be published once this is corrected.' : 'Correct this, and publish the correction.'}</p>${problemList(id, errors)}`}
      ${hasChanges && !hasErrors && publish}
      ${isPublished && publishedLinks(campaign, account)}
      ${advice.length > 0 && html`<h3>Advice</h3><p>The campaign works without this.</p>${problemList(id, advice)}`}
    </section>`;
}

/** After a form was saved: whether that can be published now, and where. */
export function savedNotice({ id, draft, hasErrors }: CampaignDescription): Html {
  const link = (text: string) => html`<a href="${getCampaignPath(id)}">${text}</a>`;
  if (!draft || draft.publishedRevision === draft.revision) return html`Saved as a draft.`;
  return hasErrors ? html`Saved as a draft. It cannot be published yet: ${link('see what is still to do')}.` : html`Saved as a draft. It can be published now: ${link('go to the campaign and publish it')}.`;
}
