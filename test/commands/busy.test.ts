/** `busy` as it is read: over a night in which the clocks go back, in the asker's own zone and clock, of one call and of none. */
import { afterAll, beforeAll } from 'vitest';
import { came, queued } from './house/calls.js';
import { type House, now, openHouse } from './house/house.js';
import { says } from './house/says.js';

let house: House;
beforeAll(async () => {
  house = await openHouse([
    // In London the clocks go back at 01:00 UTC on 25 October.
    came('2026-10-25 00:30', 'alice', 1),
    came('2026-10-25 01:30', 'alice', 1),
    came('2026-10-25 02:30', 'alice', 'Missed'),
    came('2026-11-18 09:15', 'bob', 'Missed'),
    queued('2026-11-18 09:45', 'support', { rang: ['bob'] }),
  ]);
});
afterAll(() => house.close());
const american = { zone: 'America/New_York', language: 'en-US', hour12: true };

says(
  () => house,
  [
    [
      'the hour that comes twice is one',
      'busy me on 25 Oct',
      {},
      `3 calls · Alice Chen · Sun 25 Oct
Busiest: 01:00–02:00 (2 calls); Sunday (3). Most in one hour of the week: Sundays 01:00–02:00 (2).
**By hour** (Europe/London)
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 01:00–02:00: 2
▇▇▇▇▇▇▇▇ 02:00–03:00: 1
**By weekday**
▁ Mon: 0
▁ Tue: 0
▁ Wed: 0
▁ Thu: 0
▁ Fri: 0
▁ Sat: 0
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ Sun: 3
Behind the figures: **calls 101 25 Oct**; of one bar with **hour 1** or **sundays**.
As of 20:00.`,
    ],
    [
      'the same calls on another clock',
      'busy me on 24 Oct to 25 Oct',
      { locale: american },
      `3 calls · Alice Chen · 24–25 Oct
Busiest: 8–9 pm, 9–10 pm and 10–11 pm (1 call each); Saturday (3). Most in one hour of the week: Saturdays 8–9 pm (1).
**By hour** (America/New York)
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 8–9 pm: 1
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 9–10 pm: 1
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 10–11 pm: 1
**By weekday**
▁ Sun: 0
▁ Mon: 0
▁ Tue: 0
▁ Wed: 0
▁ Thu: 0
▁ Fri: 0
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ Sat: 3
Behind the figures: **calls 101 24 Oct to 25 Oct**; of one bar with **hour 8 pm** or **saturdays**.
As of 3:00 pm.`,
    ],
    [
      'one call, with a filter',
      'busy missed',
      { by: 'bob' },
      `1 missed call · Alice Chen, Bob Ray +3 · today
Busiest: 09:00–10:00 (1 call); Wednesday (1). Most in one hour of the week: Wednesdays 09:00–10:00 (1).
**By hour** (Europe/London)
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 09:00–10:00: 1
**By weekday**
▁ Mon: 0
▁ Tue: 0
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ Wed: 1
▁ Thu: 0
▁ Fri: 0
▁ Sat: 0
▁ Sun: 0
Behind the figures: **calls missed today**; of one bar with **hour 9** or **wednesdays**.
As of 20:00.`,
    ],
    [
      'a queue',
      'busy Support',
      {},
      `1 call · Support · today
Busiest: 09:00–10:00 (1 call); Wednesday (1). Most in one hour of the week: Wednesdays 09:00–10:00 (1).
**By hour** (Europe/London)
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 09:00–10:00: 1
**By weekday**
▁ Mon: 0
▁ Tue: 0
▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ Wed: 1
▁ Thu: 0
▁ Fri: 0
▁ Sat: 0
▁ Sun: 0
Behind the figures: **calls 201 today**; of one bar with **hour 9** or **wednesdays**.
As of 20:00.`,
    ],
    [
      'nobody had any',
      'busy answered',
      {},
      `No answered calls · Alice Chen, Bob Ray +3 · today
As of 20:00.`,
    ],
    [
      'what is not read yet',
      'busy last week',
      { sync: { through: now, coveredFrom: Date.UTC(2026, 10, 18), target: 0, startedAt: now } },
      `0 calls · Alice Chen, Bob Ray +3 · last week (9–15 Nov)
Not all of it is read yet: known from 00:00, 0 % read.
As of 20:00.`,
    ],
    [
      'who is not here',
      'busy olga',
      {},
      `Here I answer about people who are in this chat and whose calls I may show in it; Olga Outsider is not among them. Seeing more needs the FullCompanyCallLog permission in your RingCentral role, or the operator can name you a manager over them in my configuration.`,
    ],
  ],
);
