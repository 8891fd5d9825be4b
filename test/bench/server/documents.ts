/** A campaign document, and 304, compared with `node:http` sending the same bytes. */
import { createRatio, interleave, type Bench } from '../figures.ts';
import { measureWithDatabases } from './databases.ts';
import { connections, getDuration, getRates, runLoad } from './load.ts';
import { startProcess } from './processes.ts';

const path = '/campaigns/bench.json';

const bench: Bench = (options) =>
  measureWithDatabases(async (databases) => {
    const nodeHttp = await startProcess({ CAMPAIGNS_DIR: databases.campaignsDir }, 'node-http');
    const server = await startProcess(await databases.create('SQLite'));
    const etag = (await fetch(server.url + path, { headers: { 'accept-encoding': 'identity' } })).headers.get('etag')!;
    const get = (url: string, headers?: Record<string, string>) => () =>
      runLoad({ urls: [url + path], headers, connections, duration: getDuration(options) });
    const variants = {
      documentFloor: get(nodeHttp.url),
      document: get(server.url),
      notModifiedFloor: get(nodeHttp.url, { 'if-none-match': '"bench"' }),
      notModified: get(server.url, { 'if-none-match': etag }),
    };
    for (const measure of Object.values(variants)) await measure(); // warms up
    const results = await interleave(options.rounds, variants);
    return [
      createRatio('GET a document of 8 kB, to node:http alone', '/s', getRates(results.documentFloor), getRates(results.document), { min: 0.5 }),
      createRatio('GET answered with 304, to node:http alone', '/s', getRates(results.notModifiedFloor), getRates(results.notModified), { min: 0.5 }),
    ];
  });
export default bench;
