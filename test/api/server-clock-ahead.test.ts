import { syncFrom } from '../../src/api/sync-clock.ts';
import { expectServerNow, realNow, resetClock, serverTimestamp, setClock, year } from '../support/browser/clocks.ts';

describe('serverNow()', () => {
  afterEach(resetClock);

  it('is right if the device clock is ahead, and a cached response does not set it back', () => {
    setClock(() => realNow() + year);
    syncFrom(serverTimestamp());
    expectServerNow(realNow());
    syncFrom(serverTimestamp(60_000));
    expectServerNow(realNow());
  });
});
