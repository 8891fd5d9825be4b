/** The servers that all test files of one process share, because starting one takes as long as several tests. */
import { after } from 'node:test';
import { startServer, type TestServer } from './server.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';

let demoServer: Promise<TestServer> | undefined;
let campaignServer: Promise<TestServer> | undefined;
after(async () => {
  for (const server of [demoServer, campaignServer]) await (await server)?.stop();
});

/** Returns a server with the campaigns of the demo. Other tests send to them too. */
export const getDemoServer = (): Promise<TestServer> => (demoServer ??= startServer());

/** Returns a server that serves these campaigns, besides those of other tests. */
export async function serveCampaigns(...campaigns: readonly Campaign[]): Promise<TestServer> {
  if (!campaignServer) return (campaignServer = startServer(campaigns));
  const server = await campaignServer;
  await Promise.all(campaigns.map((campaign) => server.publishCampaign(campaign)));
  return server;
}
