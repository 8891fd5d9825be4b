import { readConfig, type Environment } from '../server/config.ts';
import { formatUrl } from '../server/server.ts';

/** Where `serve` listens with the same settings. */
export function getOrigin(env: Environment): string {
  const { publicOrigin, host, port } = readConfig(env);
  return publicOrigin ?? formatUrl(host, port);
}
