/** What a form of the campaign builder says when it could not be saved. */
import type { saveEdit } from '../../campaign-forms/save-edit.ts';
import { compareVersions } from '../../campaigns/compare-versions.ts';
import type { PartPageData } from '../../views/desk/campaign-part-page.ts';

type EditFailure = Exclude<Awaited<ReturnType<typeof saveEdit>>, { saved: unknown }>;

/** @param revision the version that the form has shown @param subject what the form is about, such as `this part` */
export function describeEditFailure(failure: EditFailure, revision: number, subject: string): Pick<PartPageData, 'message' | 'revision' | 'conflict'> {
  if (failure === 'unknown') return { revision, message: { problem: 'Nothing was saved: the desk has no such campaign.', status: 404 } };
  if ('problem' in failure) return { revision, message: { problem: `Nothing was saved: ${failure.problem.message}.`, status: 422 } };
  const { conflict, original } = failure;
  const changes = original === undefined ? undefined : compareVersions(original, conflict.text);
  const problem = `Nothing was saved: ${conflict.author} has saved ${subject} since you opened it.`;
  return { revision: conflict.revision, conflict: { draft: conflict, changes }, message: { problem, status: 409 } };
}
