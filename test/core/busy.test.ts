/** Hours and weekdays as the asker's clock showed them, also in the nights in which it jumps. */

import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { busyOf } from '../../src/core/busy.js';
import { quarterHour } from '../../src/core/calendar.js';
import { type BusyAnswer, busyAnswer } from '../../src/core/rendering/busy.js';
import { people, telling } from './rendering/telling.js';

const berlin = { zone: 'Europe/Berlin', language: 'de-DE', hour12: false };
const at = (utc: string, calls = 1) => ({ startedAt: Date.parse(utc), calls });

test('the hour that comes twice is one hour, the one that is skipped has nothing', () => {
  const back = busyOf([at('2026-10-25T00:30Z', 2), at('2026-10-25T01:30Z', 3), at('2026-10-25T02:00Z', 1)], berlin);
  expect(back.byHour.slice(0, 5)).toEqual([0, 0, 5, 1, 0]);
  const forward = busyOf([at('2026-03-29T00:45Z', 4), at('2026-03-29T01:00Z', 7)], berlin);
  expect(forward.byHour.slice(0, 5)).toEqual([0, 4, 0, 7, 0]);
});

test('midnight is the next weekday where the asker is, and the week begins where theirs does', () => {
  const call = [at('2026-11-21T23:30Z')];
  expect(busyOf(call, berlin)).toMatchObject({ weekdays: [1, 2, 3, 4, 5, 6, 7], byWeekday: [0, 0, 0, 0, 0, 0, 1] });
  const american = { zone: 'America/New_York', language: 'en-US', hour12: true };
  expect(busyOf(call, american)).toMatchObject({ weekdays: [7, 1, 2, 3, 4, 5, 6], byWeekday: [0, 0, 0, 0, 0, 0, 1] });
  expect(busyOf([], berlin)).toMatchObject({ calls: 0, peak: null });
});

test('every call is in one hour and one weekday, those of its own start, in any zone', () => {
  const zones = ['Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Chatham'];
  const start = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) });
  fc.assert(
    fc.property(fc.array(start, { maxLength: 30 }), fc.constantFrom(...zones), (starts, zone) => {
      const slots = starts.map((each) => ({ startedAt: Math.floor(each / quarterHour) * quarterHour, calls: 1 }));
      const busy = busyOf(slots, { zone, language: 'en-GB', hour12: false });
      const local = starts.map((each) => DateTime.fromMillis(each, { zone }));
      expect(busy.byHour).toEqual(busy.byHour.map((_, hour) => local.filter((each) => each.hour === hour).length));
      expect(busy.byWeekday).toEqual(busy.weekdays.map((day) => local.filter((each) => each.weekday === day).length));
      expect(busy.calls).toBe(starts.length);
    }),
  );
});

test('as it stands in a chat', () => {
  const slots = [
    at('2026-11-10T05:30Z', 2),
    at('2026-11-10T08:00Z', 10),
    at('2026-11-10T08:45Z', 4),
    at('2026-11-12T10:15Z', 7),
    at('2026-11-13T11:00Z', 1),
  ];
  const answer: BusyAnswer = { ...telling(people.slice(0, 2)), filterWords: ['missed'], slots };
  expect(busyAnswer(answer).join('\n')).toBe(`24 missed calls · Alice Chen, Bob Ray · last week (9–15 Nov)
Busiest: 09:00–10:00 (14 calls); Tuesday (16). Most in one hour of the week: Tuesdays 09:00–10:00 (14).
**By hour** (Europe/Berlin)
▇▇ 06:00–07:00: 2
▁ 07:00–09:00: 0
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 09:00–10:00: 14
▁ 10:00–11:00: 0
▇▇▇▇▇▇▇▇ 11:00–12:00: 7
▇ 12:00–13:00: 1
**By weekday**
▁ Mon: 0
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ Tue: 16
▁ Wed: 0
▇▇▇▇▇▇▇ Thu: 7
▇ Fri: 1
▁ Sat: 0
▁ Sun: 0
Behind the figures: **calls missed 1001 1002 last week**; of one bar with **hour 9** or **tuesdays**.
As of 11:30.`);
  expect(busyAnswer({ ...answer, slots: [], filterWords: [] })).toEqual([
    'No calls · Alice Chen, Bob Ray · last week (9–15 Nov)',
    'As of 11:30.',
  ]);
});
