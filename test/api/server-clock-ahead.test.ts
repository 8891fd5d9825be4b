import { syncFrom } from '../../src/api/server-clock.ts';
import { near, own, stamp, year } from '../support/browser/clocks.ts';

describe('the time of a page', () => {
  afterEach(() => {
    Date.now = own;
  });

  it('is right behind a clock that runs ahead, and an answer from a cache does not turn it back', () => {
    Date.now = () => own() + year;
    syncFrom(stamp());
    near(own());
    syncFrom(stamp(60_000));
    near(own());
  });
});
