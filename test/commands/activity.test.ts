/** `activity` as it is read: calls beside posts, of a day and of a week, of one and of several, and who turns the counting on. */
import { afterAll, beforeAll } from 'vitest';
import { came, went, within } from './house/calls.js';
import { type House, now, openHouse } from './house/house.js';
import { idOf } from './house/people.js';
import { says } from './house/says.js';

let house: House;
beforeAll(async () => {
  house = await openHouse([
    came('2026-11-17 10:15', 'alice', 12),
    came('2026-11-18 09:15', 'alice', 'Missed'),
    went('2026-11-18 11:00', 'bob', 5),
    ...within('2026-11-18 12:00', 'alice', 'bob', 3),
    came('2026-11-18 14:00', 'holly', 2),
  ]);
  await house.store.privacy.hide(idOf('holly'), now);
});
afterAll(() => house.close());

says(
  () => house,
  [
    [
      'everybody but who hides',
      'activity',
      {},
      `3 calls · Alice Chen, Bob Ray +2 · today
1 missed, 11 min on calls
Posts are not counted in this chat. **activity on** turns it on.
* Alice Chen: 2 calls (1 missed, 3 min)
* Bob Ray: 2 calls (8 min)
* Carol Diaz: no calls
* ∗∗Mark∗∗ ［up］(http:∕∕x.example): no calls
The calls of each add up to more than the total, since one call can involve several of them.
The calls one by one: **calls today**.
As of 20:00.`,
    ],
    [
      'one person over days',
      'activity alice on 16 Nov to 18 Nov',
      {},
      `3 calls · Alice Chen · since Mon 16 Nov
1 missed, 15 min on calls
Posts are not counted in this chat. **activity on** turns it on.
* Mon 16 Nov: no calls
* Tue 17 Nov: 1 call (12 min)
* Wed 18 Nov: 2 calls (1 missed, 3 min)
The calls one by one: **calls 101 since 16 Nov**.
As of 20:00.`,
    ],
    [
      'alone',
      'activity',
      { in: 'direct' },
      `2 calls · Alice Chen · today
1 missed, 3 min on calls
No posts: in no chat that you share with them and me are posts counted. **activity on** in a team turns it on.
The calls one by one: **calls today**.
As of 20:00.`,
    ],
    [
      'nothing',
      'activity carol',
      {},
      `No calls · Carol Diaz · today
Posts are not counted in this chat. **activity on** turns it on.
As of 20:00.`,
    ],
    [
      'what is not read yet',
      'activity me yesterday',
      { sync: { through: now, coveredFrom: now - 3_600_000, target: 0, startedAt: now } },
      `1 call · Alice Chen · yesterday
Not all of it is read yet: known from 19:00, 0 % read.
12 min on calls
Posts are not counted in this chat. **activity on** turns it on.
The calls one by one: **calls 101 yesterday**.
As of 20:00.`,
    ],
    [
      'a long time: the busiest day',
      'activity alice bob last 30 days',
      {},
      `4 calls · Alice Chen, Bob Ray · last 30 days
1 missed, 23 min on calls
Posts are not counted in this chat. **activity on** turns it on.
* Alice Chen: 3 calls (1 missed, 15 min)
* Bob Ray: 2 calls (8 min)
The calls of each add up to more than the total, since one call can involve several of them.
Busiest day: Wed 18 Nov, 3 calls (1 missed, 11 min).
The calls one by one: **calls 101 102 last 30 days**.
As of 20:00.`,
    ],
    [
      'who is not here',
      'activity olga',
      {},
      `Here I answer about people who are in this chat and whose calls I may show in it; Olga Outsider is not among them. Seeing more needs the FullCompanyCallLog permission in your RingCentral role, or the operator can name you a manager over them in my configuration.`,
    ],
    [
      'turning it on without the permission',
      'activity on',
      {},
      `Turning the counting of posts on or off needs the FullCompanyCallLog permission in your RingCentral role.`,
    ],
    [
      'turning it on in a direct chat',
      'activity on',
      { by: 'holly', in: 'direct' },
      `Posts are counted in a team: turn it on or off there.`,
    ],
    ['turning off what is not on', 'activity off', { by: 'holly' }, `Posts are not counted in this chat.`],
  ],
);
