/** `audit`: lists what organisers have done. */
import type { Environment } from '../../server/config.ts';
import type { AuditRow } from '../../server/db/schema.ts';
import { openContext } from '../context.ts';
import { createUnknownCommandError, UsageError } from '../errors.ts';
import { formatCount } from '../format-count.ts';
import { auditHelp } from '../help.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';
import { sanitize, toSafeJson } from '../terminal.ts';

/** Ids on one line. */
const maxIds = 10;

/** @throws UsageError; NotFoundError if the database cannot be opened */
export async function runAudit(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options: { ...helpOption, campaign: { type: 'string' }, json: { type: 'boolean' } } });
  const [name, ...operands] = positionals;
  if (values.help) {
    console.log(auditHelp);
    return;
  }
  if (name !== 'list') throw createUnknownCommandError('audit', name);
  if (operands.length) throw new UsageError(`unexpected argument: ${operands.join(' ')}`);
  const { store } = await openContext(env, 'audit list');
  try {
    const rows = await store.audit.find({ campaign: values.campaign });
    if (values.json) console.log(toSafeJson(rows.map(toEntry)));
    else console.log([...rows.map(format), formatCount(rows.length, 'entry', 'entries')].join('\n'));
  } finally {
    await store.close();
  }
}

const toEntry = ({ recorded_at, actor, command, campaign, affected, ids }: AuditRow) => ({
  time: recorded_at,
  actor,
  command,
  campaign,
  affected,
  ids: JSON.parse(ids) as string[],
});

function format(row: AuditRow): string {
  const { time, actor, command, campaign, affected, ids } = toEntry(row);
  const more = ids.length > maxIds ? ` and ${ids.length - maxIds} more` : '';
  const names = ids.length ? `: ${ids.slice(0, maxIds).join(' ')}${more}` : '';
  return sanitize(`${time}  ${actor}  ${command}  ${campaign || '-'}  ${affected}${names}`);
}
