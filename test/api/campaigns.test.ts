import { expect } from '@open-wc/testing';
import { fetchJson, loadCampaign } from '../../src/api/campaigns.ts';
import { createPath } from '../support/browser/elements.ts';
import { createPendingResponse, json, Network, neverRespond } from '../support/browser/network.ts';

describe('loadCampaign()', () => {
  let network: Network;
  let path: string;
  let url: string;
  beforeEach(() => {
    network = new Network();
    path = `${createPath()}.json`;
    url = new URL(path, location.href).href;
  });
  afterEach(() => network.restore());
  const never = new AbortController().signal;
  const getFailure = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => error as Error & { code?: string },
    );

  it('downloads a document once, also after one of those that wait for it has been aborted', async () => {
    const { handler, release } = createPendingResponse();
    network.on(path, handler);
    const controller = new AbortController();
    const [aborted, other] = [getFailure(loadCampaign(url, controller.signal)), loadCampaign(url, never)];
    controller.abort(new Error('removed'));
    release(json({ id: 'a' }));
    expect((await aborted)!.message).to.equal('removed');
    expect(await other).to.deep.equal({ id: 'a' });
    expect(await loadCampaign(url, never)).to.equal(await other);
    expect(network.to(path)).to.have.length(1);
  });

  it('aborts the download with the last of those that wait for it, and starts another one at once', async () => {
    network.on(path, (_, count) => (count === 1 ? neverRespond() : json({ id: 'a' })));
    const controllers = [new AbortController(), new AbortController()];
    const aborted = controllers.map(({ signal }) => getFailure(loadCampaign(url, signal)));
    for (const controller of controllers) controller.abort(new Error('removed'));
    expect(network.to(path)[0]!.init.signal!.aborted).to.equal(true);
    expect(await loadCampaign(url, never)).to.deep.equal({ id: 'a' });
    for (const error of await Promise.all(aborted)) expect(error!.name).to.equal('AbortError');
    expect(network.to(path)).to.have.length(2);
  });

  it('downloads a document again after a failure', async () => {
    network.on(path, (_, count) => (count === 1 ? new Response('<html>') : json({ id: 'a' })));
    expect((await getFailure(loadCampaign(url, never)))!.code).to.equal('not-json');
    expect(await loadCampaign(url, never)).to.deep.equal({ id: 'a' });
  });
});

describe('fetchJson()', () => {
  it('does not retry 413 unless the server says how long to wait', async () => {
    const path = `${createPath()}.json`;
    const network = new Network().on(path, () => new Response('', { status: 413 }));
    const error = await fetchJson(new URL(path, location.href).href, new AbortController().signal).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'http', status: 413 });
    expect(network.to(path)).to.have.length(1);
    network.restore();
  });
});
