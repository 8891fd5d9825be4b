import { expect } from '@open-wc/testing';
import { fetchServerTime, syncFrom } from '../../src/api/server-clock.ts';
import { near, own, stamp, year } from '../support/browser/clocks.ts';
import { json, Network, offline } from '../support/browser/network.ts';

describe('the time of a page', () => {
  afterEach(() => {
    Date.now = own;
  });

  it('is the device’s as long as nobody has said another', () => {
    near(own());
  });

  it('is asked again where the endpoint did not answer', async () => {
    const network = new Network().on('/counts.json', (_, count) => (count === 1 ? offline() : json({ asOf: stamp() })));
    const url = new URL('/counts.json', location.href).href;
    Date.now = () => own() - year;
    await fetchServerTime(url);
    near(own() - year);
    await fetchServerTime(url);
    near(own());
    await fetchServerTime(url);
    expect(network.to('/counts.json')).to.have.length(2);
    expect(network.asked[0]!.init.cache).to.equal('no-store');
    network.restore();
  });

  it('is the device’s again when its clock has been set right', () => {
    Date.now = () => own() - year;
    syncFrom(stamp());
    near(own());
    Date.now = own;
    near(own());
    syncFrom(stamp());
    near(own());
  });

  it('is right after a sleep, in which the page’s own clock stood still', () => {
    Date.now = () => own() - year;
    syncFrom(stamp());
    // Ten hours, by the device's clock only.
    Date.now = () => own() - year + 36_000_000;
    near(own() + 36_000_000);
  });
});
