import { syncFrom } from '../../src/api/server-clock.ts';
import { expectServerNow, realNow, resetClock, serverTimestamp, setClock, year } from '../support/browser/clocks.ts';

describe('the time of a page', () => {
  afterEach(resetClock);

  it('is right behind a clock that runs ahead, and an answer from a cache does not turn it back', () => {
    setClock(() => realNow() + year);
    syncFrom(serverTimestamp());
    expectServerNow(realNow());
    syncFrom(serverTimestamp(60_000));
    expectServerNow(realNow());
  });
});
