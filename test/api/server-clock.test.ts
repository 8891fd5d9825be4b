import { expect } from '@open-wc/testing';
import { fetchServerTime } from '../../src/api/server-time.ts';
import { syncFrom } from '../../src/api/sync-clock.ts';
import { expectServerNow, realNow, resetClock, serverTimestamp, setClock, year } from '../support/browser/clocks.ts';
import { json, Network, offline } from '../support/browser/network.ts';

describe('serverNow()', () => {
  afterEach(resetClock);

  it('is the device’s time until a server has sent another', () => {
    expectServerNow(realNow());
  });

  it('is requested again if the server did not respond', async () => {
    const network = new Network().on('/counts.json', (_, count) => (count === 1 ? offline() : json({ asOf: serverTimestamp() })));
    const url = new URL('/counts.json', location.href).href;
    setClock(() => realNow() - year);
    await fetchServerTime(url);
    expectServerNow(realNow() - year);
    await fetchServerTime(url);
    expectServerNow(realNow());
    await fetchServerTime(url);
    expect(network.to('/counts.json')).to.have.length(2);
    expect(network.requests[0]!.init.cache).to.equal('no-store');
    network.restore();
  });

  it('is the device’s time again when its clock has been corrected', () => {
    setClock(() => realNow() - year);
    syncFrom(serverTimestamp());
    expectServerNow(realNow());
    setClock(realNow);
    expectServerNow(realNow());
    syncFrom(serverTimestamp());
    expectServerNow(realNow());
  });

  it('is right after the device has slept, when the monotonic clock stood still', () => {
    setClock(() => realNow() - year);
    syncFrom(serverTimestamp());
    // Ten hours, by the device's clock only.
    setClock(() => realNow() - year + 36_000_000);
    expectServerNow(realNow() + 36_000_000);
  });
});
