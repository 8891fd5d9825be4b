import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { isOngoing, groupByDaysHeld, getDayRange, localDate, countDaysHeld, isDetainedOn } from '../../src/campaign/detention-days.ts';
import type { DetentionPeriod } from '../../src/campaign/schema/campaign.schema.ts';
import { randomRuns } from '../support/random-runs.ts';

const dayLength = 86_400_000;
const toDate = (days: number) => new Date(days * dayLength).toISOString().slice(0, 10);
const toDayNumber = (date: string) => Date.parse(date) / dayLength;

/** Days since 1970, for the years from 1990 to 2040. */
const dayNumber = fc.integer({ min: 7305, max: 25_567 });
const detentionPeriod = fc
  .tuple(dayNumber, fc.integer({ min: 0, max: 4000 }), fc.boolean())
  .map(([from, length, open]): DetentionPeriod => (open ? { from: toDate(from) } : { from: toDate(from), to: toDate(from + length) }));
const detentionPeriods = fc.array(detentionPeriod, { minLength: 1, maxLength: 5 });

const five: DetentionPeriod[] = [{ from: '2016-04-28', to: '2017-06-29' }];

describe('countDaysHeld', () => {
    for (const [today, days] of [
    ['2016-04-27', 0],
    ['2016-04-28', 0],
    ['2016-04-29', 1],
    ['2016-10-10', 165],
    ['2017-06-29', 427],
    ['2026-01-01', 427],
  ] as const)
    it(`counts ${days} days for #FreeThe5KH on ${today}`, () => assert.equal(countDaysHeld(five, today), days));

  it('counts 29 February in leap years only', () => {
    assert.equal(countDaysHeld([{ from: '2016-02-28' }], '2016-03-01'), 2);
    assert.equal(countDaysHeld([{ from: '2017-02-28' }], '2017-03-01'), 1);
    assert.equal(countDaysHeld([{ from: '1900-02-28' }], '1900-03-01'), 1);
    assert.equal(countDaysHeld([{ from: '2000-02-28' }], '2000-03-01'), 2);
  });

  it('adds up several periods in any order', () => {
    const periods: DetentionPeriod[] = [{ from: '2018-01-20', to: '2018-01-25' }, { from: '2018-01-05', to: '2018-01-08' }, { from: '2018-02-01' }];
    assert.equal(countDaysHeld(periods, '2018-02-11'), 5 + 3 + 10);
    assert.equal(countDaysHeld(periods.toReversed(), '2018-02-11'), 5 + 3 + 10);
  });

  it('counts each day of overlapping periods exactly once', () => {
    fc.assert(
      fc.property(detentionPeriods, dayNumber, (periods, today) => {
        const days = new Set<number>();
        for (const { from, to } of periods)
          for (let day = toDayNumber(from); day < Math.min(to ? toDayNumber(to) : today, today); day++) days.add(day);
        assert.equal(countDaysHeld(periods, toDate(today)), days.size);
      }),
      { numRuns: randomRuns(100) },
    );
  });

  it('grows by one each day in detention, and not on other days', () => {
    fc.assert(
      fc.property(detentionPeriods, dayNumber, (periods, today) => {
        const growth = countDaysHeld(periods, toDate(today + 1)) - countDaysHeld(periods, toDate(today));
        assert.equal(growth, isDetainedOn(periods, toDate(today)) ? 1 : 0);
      }),
      { numRuns: randomRuns(100) },
    );
  });
});

describe('groupByDaysHeld', () => {
  it('counts the same days in every time zone of the reader, all day long', () => {
    const originalZone = process.env['TZ'];
    const zones = Intl.supportedValuesOf('timeZone');
    assert.ok(zones.length > 25);
    const people = [{ timeZone: 'Asia/Phnom_Penh', held: five }];
    const days = (instant: string) => groupByDaysHeld(people, Date.parse(instant))[0]!.days;
    try {
      for (const readerZone of [...zones, 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Etc/GMT+12']) {
        process.env['TZ'] = readerZone;
        for (const hour of ['00:00:00', '06:30:00', '12:00:00', '23:59:59']) {
          assert.equal(days(`2016-10-10T${hour}+07:00`), 165, readerZone);
          assert.equal(days(`2017-06-29T${hour}+07:00`), 427, readerZone);
        }
        assert.equal(days('2016-10-09T23:59:59+07:00'), 164, readerZone);
      }
    } finally {
      if (originalZone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = originalZone;
    }
  });

  it('separates people who have been released and, if asked to, people in other time zones', () => {
    const now = Date.parse('2016-10-10T12:00:00+07:00');
    const detained = { timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] };
    const inBangkok = { ...detained, timeZone: 'Asia/Bangkok' };
    const released = { ...detained, held: [{ from: '2016-04-01', to: '2016-09-13' }] };
    const group = (splitTimeZones: boolean) => groupByDaysHeld([detained, released, inBangkok], now, splitTimeZones).map(({ days, held, people }) => [days, held, people.length]);
    assert.deepEqual(group(false), [[165, true, 2], [165, false, 1]]);
    assert.deepEqual(group(true), [[165, true, 1], [165, false, 1], [165, true, 1]]);
  });
});

describe('isOngoing', () => {
  it('is true only if a period has no end, or an end in the future', () => {
    const now = Date.parse('2016-10-10T12:00:00+07:00');
    const check = (held: DetentionPeriod[]) => isOngoing({ timeZone: 'Asia/Phnom_Penh', held }, now);
    assert.deepEqual([check(five), check([{ from: '2017-01-01' }]), check([{ from: '2016-10-01', to: '2016-10-10' }])], [true, true, false]);
  });
});

describe('isDetainedOn', () => {
  it('is true from the day of arrest until the day before release', () => {
    const periods: DetentionPeriod[] = [{ from: '2018-01-05', to: '2018-02-08' }];
    const days = ['2018-01-04', '2018-01-05', '2018-02-07', '2018-02-08'];
    assert.deepEqual(days.map((today) => isDetainedOn(periods, today)), [false, true, true, false]);
    assert.equal(isDetainedOn([{ from: '2018-01-05' }], '2030-01-01'), true);
  });
});

describe('localDate', () => {
  // Two instants in a year: in standard time and, in zones that have it, in summer time.
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
    it(`changes at midnight in ${zone}`, () => {
      for (const [instant, offset] of [[winter, inWinter], [summer, inSummer]] as const) {
        const midnight = Math.floor(instant / dayLength) * dayLength - offset * 3_600_000;
        const today = toDate(Math.floor(instant / dayLength));
        assert.equal(localDate(zone, midnight), today);
        assert.equal(localDate(zone, midnight - 1), toDate(Math.floor(instant / dayLength) - 1));
      }
    });

  it('returns a four-digit Gregorian year, whatever calendar the region uses', () => {
    assert.equal(localDate('Asia/Bangkok', Date.parse('2018-07-18T00:00Z')), '2018-07-18');
    assert.equal(localDate('UTC', Date.parse('0987-06-05T00:00Z')), '0987-06-05');
  });

  it('throws a RangeError for an unknown time zone', () => assert.throws(() => localDate('Asia/Nowhere', 0), RangeError));
});

describe('getDayRange', () => {
  const getStartAndHours = (timeZone: string, now: string) => {
    const [start, end] = getDayRange({ timeZone }, Date.parse(now));
    return [new Date(start).toISOString(), (end - start) / 3_600_000];
  };

  for (const [what, timeZone, now, start, length] of [
    ['on an ordinary day', 'Asia/Phnom_Penh', '2016-10-10T05:00Z', '2016-10-09T17:00:00.000Z', 24],
    ['when clocks go forward', 'Europe/Berlin', '2018-03-25T12:00Z', '2018-03-24T23:00:00.000Z', 23],
    ['when clocks go back', 'Europe/Berlin', '2018-10-28T12:00Z', '2018-10-27T22:00:00.000Z', 25],
    ['when clocks go back by half an hour', 'Australia/Lord_Howe', '2018-04-01T12:00Z', '2018-03-31T13:00:00.000Z', 24.5],
    ['on a day without midnight', 'America/Sao_Paulo', '2018-11-04T15:00Z', '2018-11-04T03:00:00.000Z', 23],
    ['after a day that the calendar skipped', 'Pacific/Apia', '2011-12-31T05:00Z', '2011-12-30T10:00:00.000Z', 24],
    ['in UTC for an unknown time zone', 'Asia/Nowhere', '2018-01-01T05:00Z', '2018-01-01T00:00:00.000Z', 24],
  ] as const)
    it(`returns the start and end of the day ${what}`, () => assert.deepEqual(getStartAndHours(timeZone, now), [start, length]));

  it('contains every instant of the day and no other', () => {
    const zones = ['Asia/Phnom_Penh', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Africa/Cairo'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 1e12, max: 2e12 }), (timeZone, now) => {
        const [start, end] = getDayRange({ timeZone }, now);
        assert.ok(start <= now && now < end);
        const today = localDate(timeZone, now);
        assert.deepEqual([start, end - 1].map((at) => localDate(timeZone, at)), [today, today]);
        assert.ok(localDate(timeZone, start - 1) < today && localDate(timeZone, end) > today);
      }),
      { numRuns: randomRuns(100) },
    );
  });
});
