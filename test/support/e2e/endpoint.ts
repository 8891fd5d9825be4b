/** The endpoint as a partner's page meets it: a listening process with a database and campaigns of its own. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseSync } from 'node:sqlite';
import { startServerProcess as spawnEndpoint, type ServerProcess } from '../../server/process.ts';
import { until } from '../until.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';

export interface Row {
  campaign: string;
  partner: string | null;
  received_at: string;
  /** What was sent. */
  sent: Submission;
}

export interface Endpoint {
  /** Its origin, the same after a restart. */
  url: string;
  /** Writes a campaign document and waits until it is served. */
  put(campaign: Campaign): Promise<void>;
  /** What lies in the database file, oldest first: read from the disk, not asked of the endpoint. */
  rows(campaign?: string): Row[];
  /** Runs the command line beside it, over the same database. @returns what it printed */
  run(...args: string[]): Promise<string>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const folders = new Set<string>();
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/**
 * @param campaigns its documents; without them it serves the demo
 * @param env what else it should read from its environment
 */
export async function startEndpoint(campaigns?: readonly Campaign[], env: Record<string, string> = {}): Promise<Endpoint> {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-'));
  folders.add(folder);
  const documents = join(folder, 'campaigns');
  // The demo adds its sample cards only where no database is chosen.
  const data = join(folder, campaigns ? 'data' : '.data');
  mkdirSync(documents);
  const write = (campaign: Campaign) => writeFileSync(join(documents, `${campaign.id}.json`), JSON.stringify(campaign));
  campaigns?.forEach(write);
  const start = (port: string): Promise<ServerProcess> =>
    spawnEndpoint({ ...(campaigns && { DATA_DIR: data, CAMPAIGNS_DIR: documents }), PORT: port, ...env }, folder);
  let running = await start('0');
  const { url } = running;

  return {
    url,
    async put(campaign) {
      write(campaign);
      const wanted = JSON.stringify(campaign);
      await until(`${campaign.id} is served`, async () => {
        const response = await fetch(`${url}/campaigns/${campaign.id}.json`);
        return (await response.text()) === wanted;
      });
    },
    rows(campaign) {
      const database = new DatabaseSync(join(data, 'submissions.sqlite'), { readOnly: true });
      try {
        const rows = database.prepare('select campaign, partner, received_at, payload from submissions order by received_at').all();
        return rows
          .map(({ payload, ...row }) => ({ ...row, sent: JSON.parse(String(payload)) }) as Row)
          .filter((row) => !campaign || row.campaign === campaign);
      } finally {
        database.close();
      }
    },
    async run(...args) {
      const settings = { DATA_DIR: data, ...(campaigns && { CAMPAIGNS_DIR: documents }), ...env };
      const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/bin.ts', ...args], { env: { ...process.env, ...settings } });
      return stdout;
    },
    async kill() {
      await running.stop('SIGKILL');
    },
    async restart() {
      running = await start(new URL(url).port);
    },
    async stop() {
      await running.stop('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
      folders.delete(folder);
    },
  };
}
