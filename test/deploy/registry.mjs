/** An npm registry with the package as it would be published, in two versions; all others come from the usual registry. */
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** Its address in the machine, where the tests forward it to its socket. */
export const registryUrl = 'http://127.0.0.1:4873/';
/** The newer version differs in its number only. */
const newerVersion = '99.0.0';

/** @returns the manifest of a packed version, with its archive */
function pack(packageFolder, target) {
  const output = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', target], { cwd: packageFolder, encoding: 'utf8', maxBuffer: 2 ** 26 }));
  const archive = readFileSync(join(target, Object.values(output)[0].filename));
  return { manifest: JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')), archive };
}

/** It listens on the socket `registry` in `folder`. */
export async function startRegistry({ folder, packageFolder }) {
  const newer = join(folder, 'newer');
  cpSync(packageFolder, newer, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(newer, 'package.json'), 'utf8'));
  writeFileSync(join(newer, 'package.json'), JSON.stringify({ ...manifest, version: newerVersion }));
  const versions = [packageFolder, newer].map((path) => pack(path, folder));
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();

  // `latest` is the newer version only after a request to publish it.
  let latest = manifest.version;
  const describe = () => ({
    name: manifest.name,
    'dist-tags': { latest },
    versions: Object.fromEntries(
      versions.map(({ manifest: version, archive }) => {
        const tarball = `${registryUrl}-/${version.version}.tgz`;
        return [version.version, { ...version, dist: { tarball, integrity: `sha512-${hash('sha512', archive, 'base64')}` } }];
      }),
    ),
  });

  async function respond(request, response) {
    if (request.url === `/${manifest.name}`) return response.end(JSON.stringify(describe()));
    if (request.url === '/-/publish') return response.end((latest = newerVersion));
    const packed = versions.find(({ manifest: { version } }) => request.url === `/-/${version}.tgz`);
    if (packed) return response.end(packed.archive);
    const answer = await fetch(new URL(request.url, upstream), { headers: { Accept: request.headers.accept ?? '*/*' } });
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? 'application/octet-stream' });
    return response.end(Buffer.from(await answer.arrayBuffer()));
  }

  const server = createServer((request, response) => respond(request, response).catch(() => response.writeHead(502).end()));
  await new Promise((resolve) => server.listen(join(folder, 'registry'), resolve));
  return server;
}
