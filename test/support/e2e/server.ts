/** The server as a partner's page meets it: a listening process with its own database and campaigns. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseSync } from 'node:sqlite';
import { inheritedEnv, startServerProcess } from '../../server/process.ts';
import { waitUntil } from '../wait-until.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';

export interface StoredSubmission {
  campaign: string;
  partner: string | null;
  received_at: string;
  submission: Submission;
}

export interface TestServer {
  /** Its origin, the same after a restart. */
  url: string;
  /** Writes a campaign document and waits until it is served. */
  publishCampaign(campaign: Campaign): Promise<void>;
  /** Reads the submissions from the database file, oldest first, without those that were erased. */
  readSubmissions(campaign?: string): StoredSubmission[];
  /** Runs the command line on the same database, and returns what it printed. */
  runCli(...args: string[]): Promise<string>;
  /** Ends the process as a power cut would. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const folders = new Set<string>();
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/**
 * @param campaigns the documents to serve; the demo's if left out
 * @param env additional environment variables
 */
export async function startServer(campaigns?: readonly Campaign[], env: Record<string, string> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-'));
  folders.add(folder);
  const campaignsDir = join(folder, 'campaigns');
  // The demo adds its sample cards only where no database is chosen.
  const dataDir = join(folder, campaigns ? 'data' : '.data');
  mkdirSync(campaignsDir);
  const writeCampaign = (campaign: Campaign) => writeFileSync(join(campaignsDir, `${campaign.id}.json`), JSON.stringify(campaign));
  campaigns?.forEach(writeCampaign);
  const settings = { ...(campaigns && { DATA_DIR: dataDir, CAMPAIGNS_DIR: campaignsDir }), ...env };
  const start = (port: string) => startServerProcess({ PORT: port, ...settings }, folder);
  let serverProcess = await start('0');
  const { url } = serverProcess;

  return {
    url,
    async publishCampaign(campaign) {
      writeCampaign(campaign);
      const expected = JSON.stringify(campaign);
      await waitUntil(`${campaign.id} is served`, async () => {
        const response = await fetch(`${url}/campaigns/${campaign.id}.json`);
        // The server adds its keys to the document.
        const { outbox: _, ...document } = (await response.json()) as Campaign & { outbox?: object };
        return JSON.stringify(document) === expected;
      });
    },
    readSubmissions(campaign) {
      const database = new DatabaseSync(join(dataDir, 'submissions.sqlite'), { readOnly: true });
      try {
        const rows = database.prepare('select campaign, partner, received_at, payload from submissions where payload is not null order by received_at').all();
        return rows
          .map(({ payload, ...row }) => ({ ...row, submission: JSON.parse(String(payload)) }) as StoredSubmission)
          .filter((row) => !campaign || row.campaign === campaign);
      } finally {
        database.close();
      }
    },
    async runCli(...args) {
      const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/bin.ts', ...args], { env: { ...inheritedEnv, DATA_DIR: dataDir, ...settings } });
      return stdout;
    },
    async kill() {
      await serverProcess.stop('SIGKILL');
    },
    async restart() {
      serverProcess = await start(new URL(url).port);
    },
    async stop() {
      await serverProcess.stop('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
      folders.delete(folder);
    },
  };
}
