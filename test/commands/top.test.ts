/** `top` as it is read: shared places, each measure, pages, and nobody who may not be shown. */
import { afterAll, beforeAll } from 'vitest';
import { came, queued, went } from './house/calls.js';
import { type House, now, openHouse } from './house/house.js';
import { idOf } from './house/people.js';
import { says } from './house/says.js';

let house: House;
beforeAll(async () => {
  house = await openHouse([
    came('2026-11-18 09:15', 'alice', 10),
    came('2026-11-18 10:15', 'alice', 'Missed'),
    came('2026-11-18 09:30', 'bob', 7),
    went('2026-11-18 11:00', 'bob', 90),
    came('2026-11-18 12:00', 'mark', 1),
    came('2026-11-18 13:00', 'holly', 30),
    came('2026-11-18 14:00', 'holly', 30),
    came('2026-11-18 15:00', 'holly', 30),
    queued('2026-11-18 16:00', 'support', { rang: ['alice', 'bob'] }),
  ]);
  await house.store.privacy.hide(idOf('holly'), now);
});
afterAll(() => house.close());

says(
  () => house,
  [
    [
      'who is level shares a place; who hides has none',
      'top',
      {},
      `5 calls · Alice Chen, Bob Ray +2 · today
Most calls first:
* 1st: Alice Chen, 2
* 1st: Bob Ray, 2
* 3rd: ∗∗Mark∗∗ ［up］(http:∕∕x.example), 1
None: 1 person.
Behind the figures: **calls today**.
As of 20:00.`,
    ],
    [
      'told in the direct chat, where nobody is everybody, it names those whose calls lie behind it',
      'top',
      { archived: true },
      `alone: 5 calls · Alice Chen, Bob Ray +2 · today
Most calls first:
* 1st: Alice Chen, 2
* 1st: Bob Ray, 2
* 3rd: ∗∗Mark∗∗ ［up］(http:∕∕x.example), 1
None: 1 person.
Behind the figures: **calls 101 102 103 104 today**.
As of 20:00.
I've answered you directly, because this team is archived.`,
    ],
    [
      'whoever comes next is as far down as there are people before',
      'top by answered',
      {},
      `3 answered calls · Alice Chen, Bob Ray +2 · today
Most answered calls first:
* 1st: ∗∗Mark∗∗ ［up］(http:∕∕x.example), 1
* 1st: Alice Chen, 1
* 1st: Bob Ray, 1
None: 1 person.
Behind the figures: **calls answered today**.
As of 20:00.`,
    ],
    [
      'by time',
      'top by time',
      {},
      `5 calls · Alice Chen, Bob Ray +2 · today
1 h 48 min on calls, the most first:
* 1st: Bob Ray, 1 h 37 min
* 2nd: Alice Chen, 10 min
* 3rd: ∗∗Mark∗∗ ［up］(http:∕∕x.example), 1 min
None: 1 person.
Behind the figures: **calls today**.
As of 20:00.`,
    ],
    [
      'by missed',
      'top missed',
      {},
      `1 missed call · Alice Chen, Bob Ray +2 · today
Most missed calls first:
* 1st: Alice Chen, 1
None: 3 people.
Behind the figures: **calls missed today**.
As of 20:00.`,
    ],
    [
      'the first page',
      'top',
      { pageSize: 2 },
      `5 calls · Alice Chen, Bob Ray +2 · today
Most calls first:
* 1st: Alice Chen, 2
* 1st: Bob Ray, 2
1 more person: ask again with **page 2**.
None: 1 person.
Behind the figures: **calls today**.
As of 20:00.`,
    ],
    [
      'the second page',
      'top page 2',
      { pageSize: 2 },
      `5 calls · Alice Chen, Bob Ray +2 · today
Most calls first:
* 3rd: ∗∗Mark∗∗ ［up］(http:∕∕x.example), 1
None: 1 person.
Behind the figures: **calls today**.
As of 20:00.`,
    ],
    [
      'no such page',
      'top page 3',
      { pageSize: 2 },
      `5 calls · Alice Chen, Bob Ray +2 · today
Most calls first:
There is no page 3: this is 2 pages long.
None: 1 person.
Behind the figures: **calls today**.
As of 20:00.`,
    ],
    [
      'nobody had any',
      'top yesterday',
      {},
      `No calls · Alice Chen, Bob Ray +2 · yesterday
As of 20:00.`,
    ],
    [
      'alone',
      'top',
      { in: 'direct' },
      `2 calls · Alice Chen · today
Most calls first:
* 1st: Alice Chen, 2
Behind the figures: **calls today**.
As of 20:00.`,
    ],
    [
      'what is not read yet',
      'top yesterday',
      { sync: { through: now, coveredFrom: now - 3_600_000, target: 0, startedAt: now } },
      `0 calls · Alice Chen, Bob Ray +2 · yesterday
Not all of it is read yet: known from 19:00, 0 % read.
As of 20:00.`,
    ],
    [
      'a queue is no person',
      'top Support',
      {},
      `Support is a queue, not a person. Ask about the people who answer it, by name or mention.`,
    ],
    ['no such measure', 'top by', {}, `I can rank by **calls**, **time**, **missed** or **answered**.`],
    [
      'who is not here',
      'top bob olga',
      {},
      `Here I answer about people who are in this chat and whose calls I may show in it; Olga Outsider is not among them. Seeing more needs the FullCompanyCallLog permission in your RingCentral role, or the operator can name you a manager over them in my configuration.`,
    ],
  ],
);
