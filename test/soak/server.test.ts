/** A server that is killed at random moments, under load: every submission that it has answered with 201 is there. */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { startServerProcess } from '../server/process.ts';
import { createLetter } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { startPostgres, type Postgres } from '../support/postgres.ts';
import { waitUntil } from '../support/wait-until.ts';
import { createCampaignsFolder, fetchPeople } from './campaign.ts';
import { getSeeds, printCounts } from './options.ts';
import { createRandom, pickInteger } from './random.ts';
import { postgres, readStored, sqlite, type Database } from './stored.ts';

const clientCount = 16;
/** In milliseconds after the first submission was accepted. */
const maxLifetime = 400;

/** Sends letters until the server is gone. @returns the ids of those that it accepts, as they come, and a promise that resolves at the end */
function startLoad(url: string): { accepted: string[]; done: Promise<unknown> } {
  const accepted: string[] = [];
  async function runClient(): Promise<void> {
    for (;;) {
      const letter = createLetter();
      const response = await fetch(`${url}/campaigns/soak/submissions`, { method: 'POST', body: JSON.stringify(letter) }).catch(() => undefined);
      if (!response) return;
      if (response.status === 201) accepted.push(letter.id);
    }
  }
  return { accepted, done: Promise.all(Array.from({ length: clientCount }, runClient)) };
}

for (const name of ['SQLite', 'PostgreSQL'] as const)
  describe(`submissions that a server has accepted before it is killed (${name})`, () => {
    let postgresServer: Postgres | undefined;
    let database: Database;
    before(async () => {
      postgresServer = name === 'PostgreSQL' ? await startPostgres() : undefined;
      database = postgresServer ? postgres(postgresServer.url) : sqlite(createTempFolder());
    });
    after(() => postgresServer?.stop());

    it('are there', async () => {
      const env = { CAMPAIGNS_DIR: createCampaignsFolder(), ...database.env };
      const seeds = getSeeds(3);
      let accepted = 0;
      const stored = new Set<string>();
      const failures: string[] = [];
      for (const seed of seeds) {
        const random = createRandom(seed);
        const start = new Date(Date.now() - 1000).toISOString();
        const server = await startServerProcess(env);
        // What the previous process has left is counted as it is stored.
        const people = await fetchPeople(server.url);
        if (people !== stored.size) failures.push(`seed ${seed - 1}: ${people} counted of ${stored.size} stored`);
        const { accepted: ids, done } = startLoad(server.url);
        await waitUntil('a submission is accepted', () => ids.length, 60_000);
        await delay(pickInteger(random, 0, maxLifetime));
        await server.stop('SIGKILL');
        await done;
        for (const { id } of await readStored(database, start)) stored.add(id);
        const lost = ids.filter((id) => !stored.has(id));
        if (lost.length) failures.push(`seed ${seed}: lost ${lost.join(', ')}`);
        accepted += ids.length;
      }
      printCounts(`server, ${name}`, { kills: seeds.length, 'accepted submissions': accepted, stored: stored.size, failures: failures.length });
      assert.deepEqual(failures, []);
    });
  });
