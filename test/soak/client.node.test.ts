/** The client module over a network that fails at random, with the real server: nothing is lost, nothing is counted twice, and nobody is thanked too early. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startServerProcess, type ServerProcess } from '../server/process.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { createCampaignsFolder, fetchPeople } from './campaign.ts';
import { createFaultChooser, createRun, formatRun, installBrowserGlobals, send, type Run } from './client.ts';
import { getSeeds, printCounts } from './options.ts';
import { readStored, sqlite } from './stored.ts';
import type { ServedCampaign } from '../../src/campaign/schema/outbox.schema.ts';

const concurrency = 64;

describe('submissions of the client module over a failing network', () => {
  const runs = getSeeds(60).map(createRun);
  const database = sqlite(createTempFolder());
  let server: ServerProcess;
  let proxy: FaultProxy;
  before(async () => {
    installBrowserGlobals();
    server = await startServerProcess({ CAMPAIGNS_DIR: createCampaignsFolder(), ...database.env });
    proxy = await startFaultProxy(server.url, createFaultChooser(runs));
  });
  after(async () => {
    await proxy.close();
    await server.stop('SIGTERM');
  });

  it('arrive once each, as they were written, before the page shows them as sent', async () => {
    const { outbox } = (await (await fetch(`${server.url}/campaigns/soak.json`)).json()) as ServedCampaign;
    const url = `${proxy.url}/campaigns/soak/submissions`;
    /** What the page showed, by id: sent with a receipt, or the error with which it gave up. */
    const outcomes = new Map<string, 'sent' | Error>();
    const waiting = [...runs];
    async function sendWaiting(): Promise<void> {
      for (let run; (run = waiting.shift()); ) {
        const { id } = run.submission;
        outcomes.set(id, await send(url, run, outbox!.keys).then(() => 'sent' as const, (error: Error) => error));
      }
    }
    await Promise.all(Array.from({ length: concurrency }, sendWaiting));

    const rows = Map.groupBy(await readStored(database), ({ id }) => id);
    const isStored = ({ submission: { id, letter } }: Run) => rows.get(id)?.[0]?.letter?.body === letter!.body;
    const isSent = ({ submission: { id } }: Run) => outcomes.get(id) === 'sent';
    const lost = runs.filter((run) => !isStored(run));
    const doubled = runs.filter(({ submission: { id } }) => (rows.get(id)?.length ?? 0) > 1);
    const shownTooEarly = lost.filter(isSent);
    const givenUp = runs.filter((run) => !isSent(run));
    printCounts('client module', {
      runs: runs.length, requests: proxy.requests.length, faults: proxy.requests.filter(({ fault }) => fault !== 'pass').length,
      lost: lost.length, doubled: doubled.length, 'falsely shown as sent': shownTooEarly.length, 'given up': givenUp.length,
    });
    const format = (run: Run) => `${formatRun(run)}: ${String(outcomes.get(run.submission.id))}`;
    assert.deepEqual({ lost: lost.map(format), doubled: doubled.map(format), givenUp: givenUp.map(format) }, { lost: [], doubled: [], givenUp: [] });
    assert.equal(rows.size, runs.length);
    assert.equal(await fetchPeople(server.url), runs.length);
  });
});
