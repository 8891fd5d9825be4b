/** `check-page`: says what of the campaigns is on a partner's page. */
import type { Environment } from '../../server/config.ts';
import { checkPage } from '../../server/page-check/check-page.ts';
import type { FetchPage } from '../../server/page-check/fetch-page.ts';
import type { Finding } from '../../server/page-check/finding.ts';
import { openContext } from '../context.ts';
import { UsageError } from '../errors.ts';
import { checkPageHelp } from '../help.ts';
import { getOrigin } from '../origin.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';
import { sanitize, toSafeJson } from '../terminal.ts';

const labels: Record<Finding['kind'], string> = { problem: 'problem: ', note: 'note: ', good: 'good: ' };

/** @param fetch for tests @throws UsageError; NotFoundError if the database cannot be opened */
export async function runCheckPage(args: string[], env: Environment, fetch?: FetchPage): Promise<void> {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options: { ...helpOption, json: { type: 'boolean' } } });
  if (values.help) {
    console.log(checkPageHelp);
    return;
  }
  if (positionals.length !== 1) throw new UsageError('check-page needs the address of one page');
  const { store, campaigns } = await openContext(env, 'check-page');
  try {
    const { findings } = await checkPage(positionals[0]!, { campaigns, origin: getOrigin(env), now: Date.now(), fetch });
    console.log(values.json ? toSafeJson(findings) : findings.map(format).join('\n'));
    if (findings.some(({ kind }) => kind === 'problem')) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

const format = ({ kind, text, advice, code = [] }: Finding): string =>
  [labels[kind] + text, ...(advice === undefined ? [] : [`  ${advice}`]), ...code.map((line) => `    ${line}`)].map(sanitize).join('\n');
