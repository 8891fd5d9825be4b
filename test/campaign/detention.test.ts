import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { dayIn, daysHeld, isHeld } from '../../src/campaign/detention.ts';
import type { Held } from '../../src/campaign/campaign.ts';

const dayLength = 86_400_000;
const day = (number: number) => new Date(number * dayLength).toISOString().slice(0, 10);

/** Days since 1970, from 1990 to 2040. */
const number = fc.integer({ min: 7305, max: 25_567 });
const spell = fc
  .tuple(number, fc.integer({ min: 0, max: 4000 }), fc.boolean())
  .map(([from, length, open]): Held => (open ? { from: day(from) } : { from: day(from), to: day(from + length) }));
const held = fc.array(spell, { minLength: 1, maxLength: 5 });

describe('days in detention', () => {
  const five: Held[] = [{ from: '2016-04-28', to: '2017-06-29' }];

  for (const [today, days] of [
    ['2016-04-27', 0],
    ['2016-04-28', 0],
    ['2016-04-29', 1],
    ['2016-10-10', 165],
    ['2017-06-29', 427],
    ['2026-01-01', 427],
  ] as const)
    it(`of #FreeThe5KH are ${days} on ${today}`, () => assert.equal(daysHeld(five, today), days));

  it('count 29 February', () => {
    assert.equal(daysHeld([{ from: '2016-02-28' }], '2016-03-01'), 2);
    assert.equal(daysHeld([{ from: '2017-02-28' }], '2017-03-01'), 1);
    assert.equal(daysHeld([{ from: '1900-02-28' }], '1900-03-01'), 1);
    assert.equal(daysHeld([{ from: '2000-02-28' }], '2000-03-01'), 2);
  });

  it('add up over several spells, in whatever order they stand', () => {
    const spells: Held[] = [{ from: '2018-01-20', to: '2018-01-25' }, { from: '2018-01-05', to: '2018-01-08' }, { from: '2018-02-01' }];
    assert.equal(daysHeld(spells, '2018-02-11'), 5 + 3 + 10);
    assert.equal(daysHeld(spells.toReversed(), '2018-02-11'), 5 + 3 + 10);
  });

  it('are never counted twice, and none is left out', () => {
    fc.assert(
      fc.property(held, number, (spells, today) => {
        const days = new Set<string>();
        for (const { from, to } of spells)
          for (let at = Date.parse(from) / dayLength; day(at) < (to ?? day(today)) && at < today; at++) days.add(day(at));
        assert.equal(daysHeld(spells, day(today)), days.size);
      }),
      { numRuns: 300 },
    );
  });

  it('grow by one a day while somebody is held, and stand still while nobody is', () => {
    fc.assert(
      fc.property(held, number, (spells, today) => {
        const more = daysHeld(spells, day(today + 1)) - daysHeld(spells, day(today));
        assert.equal(more, isHeld(spells, day(today)) ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  it('do not depend on the zone of the machine', () => {
    const zone = process.env['TZ'];
    try {
      for (const own of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Phnom_Penh', 'Europe/Berlin']) {
        process.env['TZ'] = own;
        assert.equal(daysHeld(five, '2016-10-10'), 165, own);
        assert.equal(dayIn('Asia/Phnom_Penh', Date.parse('2016-10-09T17:00Z')), '2016-10-10', own);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

it('the day of release is free, the day of arrest is not', () => {
  const spells: Held[] = [{ from: '2018-01-05', to: '2018-02-08' }];
  const days = ['2018-01-04', '2018-01-05', '2018-02-07', '2018-02-08'];
  assert.deepEqual(days.map((today) => isHeld(spells, today)), [false, true, true, false]);
  assert.equal(isHeld([{ from: '2018-01-05' }], '2030-01-01'), true);
});

describe('the calendar day', () => {
  // Two instants a year: standard time and, where there is one, summer time.
  const winter = Date.parse('2018-01-15T11:30Z');
  const summer = Date.parse('2018-07-15T11:30Z');

  for (const [zone, inWinter, inSummer] of [
    ['Pacific/Kiritimati', 14, 14],
    ['Pacific/Apia', 14, 13],
    ['Pacific/Auckland', 13, 12],
    ['Pacific/Chatham', 13.75, 12.75],
    ['Australia/Sydney', 11, 10],
    ['Australia/Lord_Howe', 11, 10.5],
    ['Australia/Darwin', 9.5, 9.5],
    ['Asia/Tokyo', 9, 9],
    ['Asia/Shanghai', 8, 8],
    ['Asia/Phnom_Penh', 7, 7],
    ['Asia/Yangon', 6.5, 6.5],
    ['Asia/Dhaka', 6, 6],
    ['Asia/Kathmandu', 5.75, 5.75],
    ['Asia/Kolkata', 5.5, 5.5],
    ['Asia/Kabul', 4.5, 4.5],
    ['Asia/Tehran', 3.5, 4.5],
    ['Africa/Cairo', 2, 2],
    ['Europe/Berlin', 1, 2],
    ['Europe/London', 0, 1],
    ['UTC', 0, 0],
    ['Atlantic/Azores', -1, 0],
    ['America/St_Johns', -3.5, -2.5],
    ['America/New_York', -5, -4],
    ['America/Los_Angeles', -8, -7],
    ['Pacific/Marquesas', -9.5, -9.5],
    ['Pacific/Pago_Pago', -11, -11],
  ] as const)
    it(`begins at midnight in ${zone}`, () => {
      for (const [near, offset] of [[winter, inWinter], [summer, inSummer]] as const) {
        const midnight = Math.floor(near / dayLength) * dayLength - offset * 3_600_000;
        const today = day(Math.floor(near / dayLength));
        assert.equal(dayIn(zone, midnight), today);
        assert.equal(dayIn(zone, midnight - 1), day(Math.floor(near / dayLength) - 1));
      }
    });

  it('has four digits for the year, whatever the calendar of the place', () => {
    assert.equal(dayIn('Asia/Bangkok', Date.parse('2018-07-18T00:00Z')), '2018-07-18');
    assert.equal(dayIn('UTC', Date.parse('0987-06-05T00:00Z')), '0987-06-05');
  });

  it('of a zone that is none can not be told', () => assert.throws(() => dayIn('Asia/Nowhere', 0), RangeError));
});
