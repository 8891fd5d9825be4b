import { expect } from '@open-wc/testing';
import { learn, now } from '../../src/client/time.ts';

const year = 365 * 86_400_000;
const own = Date.now;
const near = (time: number) => expect(Math.abs(now() - time)).to.be.below(2000);
/** What an endpoint with a right clock says. */
const stamp = (before = 0) => new Date(own() - before).toISOString();

describe('the time of a page', () => {
  afterEach(() => {
    Date.now = own;
  });

  it('is right behind a clock that runs ahead, and an answer from a cache does not turn it back', () => {
    Date.now = () => own() + year;
    learn(stamp());
    near(own());
    learn(stamp(60_000));
    near(own());
  });
});
