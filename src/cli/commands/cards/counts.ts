/** `cards counts`: counts cards by person and stage. */
import type { CardCount } from '../../../server/db/cards-repository.ts';
import type { Stage } from '../../../server/db/schema.ts';
import { assertKnown, type CliContext } from '../../context.ts';
import { toSafeJson } from '../../terminal.ts';
import { activeStages } from './list.ts';
import type { CardOptions } from './options.ts';

const columns = ['received', 'unread', 'declined', 'approved', 'printed', 'delivered', 'paper'] as const;
type Sums = Record<(typeof columns)[number], number>;

/** @throws NotFoundError */
export async function printCounts(context: CliContext, { campaign, json }: CardOptions): Promise<void> {
  await assertKnown(context, { campaign });
  const counts = await context.store.cards.countByStage({ campaign });
  const campaigns = [...Map.groupBy(counts, (row) => row.campaign)].map(([id, rows]) => ({
    campaign: id,
    ...sumUp(rows),
    perPerson: Object.fromEntries([...Map.groupBy(rows, ({ person }) => person)].sort().map(([person, some]) => [person, sumUp(some)])),
  }));
  const lines = campaigns.flatMap(({ campaign: id, perPerson, ...total }) => [
    formatRow(id, columns),
    ...Object.entries(perPerson).map(([person, sums]) => formatRow(`  ${person}`, columns.map((name) => sums[name]))),
    formatRow('  total', columns.map((name) => total[name])),
  ]);
  console.log(json ? toSafeJson(campaigns) : lines.join('\n') || 'no cards');
}

/** Like the public counts, each stage includes those after it. */
function sumUp(rows: readonly CardCount[]): Sums {
  const countAt = (...stages: Stage[]) => sum(rows.filter(({ stage }) => stages.includes(stage)));
  return {
    received: countAt(...activeStages),
    unread: countAt('received'),
    declined: countAt('declined'),
    approved: countAt('approved', 'printed', 'delivered'),
    printed: countAt('printed', 'delivered'),
    delivered: countAt('delivered'),
    paper: sum(rows.filter(({ paper, stage }) => paper && stage !== 'withdrawn')),
  };
}

const sum = (rows: readonly CardCount[]) => rows.reduce((total, { count }) => total + count, 0);

const formatRow = (name: string, cells: readonly (string | number)[]) =>
  name.padEnd(24) + cells.map((cell) => String(cell).padStart(11)).join('');
