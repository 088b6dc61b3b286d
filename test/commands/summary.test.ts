/** `summary` as it is read: against the period before, of what overlaps, of nothing, of what is not known, and without those who may not be shown. */
import { afterAll, beforeAll } from 'vitest';
import { came, queued, went, within } from './house/calls.js';
import { type House, now, openHouse } from './house/house.js';
import { idOf } from './house/people.js';
import { says } from './house/says.js';

let house: House;
beforeAll(async () => {
  house = await openHouse([
    came('2026-11-18 09:15', 'alice', 'Missed'),
    came('2026-11-18 10:15', 'alice', 12),
    went('2026-11-18 11:00', 'bob', 5),
    ...within('2026-11-18 12:00', 'alice', 'bob', 3),
    queued('2026-11-18 13:00', 'support', { rang: ['bob'], took: ['alice', 10, 4] }),
    came('2026-11-17 10:15', 'mark', 'Voicemail'),
    came('2026-11-17 10:15', 'alice', 'Missed'),
    came('2026-11-17 11:15', 'alice', 'Missed'),
    came('2026-11-18 14:00', 'holly', 2),
    came('2026-11-18 15:00', 'olga', 2),
  ]);
  await house.store.privacy.hide(idOf('holly'), now);
});
afterAll(() => house.close());
const alone = { in: 'direct' } as const;

says(
  () => house,
  [
    [
      'everybody but who hides',
      'summary',
      {},
      `5 calls · Alice Chen, Bob Ray +2 · today
3 answered, 1 missed, 2 made (all connected), 27 min on calls
All together: calls ▲2, missed ▼1.
* Alice Chen: 4 calls ▲2: 2 answered, 1 missed ▼1, 1 made (connected), 19 min on calls, 6 min 20 s on average, longest 12 min
* Bob Ray: 2 calls ▲2: 1 answered, 1 made (connected), 8 min on calls, 4 min on average, longest 5 min; besides, 1 only rang
* ∗∗Mark∗∗ ［up］(http:∕∕x.example): no calls ▼1
No calls: Carol Diaz.
These lines add up to 6 and overlap: a call in which several of them had a part stands in each one's line, and once in the total.
▲ more and ▼ fewer than yesterday until 20:00.
Behind the figures: **calls missed today**; likewise answered, voicemail, declined, made, connected, rang.
As of 20:00.`,
    ],
    [
      'two who share a call',
      'summary alice bob',
      {},
      `5 calls · Alice Chen, Bob Ray · today
3 answered, 1 missed, 2 made (all connected), 27 min on calls
All together: calls ▲3, missed ▼1.
* Alice Chen: 4 calls ▲2: 2 answered, 1 missed ▼1, 1 made (connected), 19 min on calls, 6 min 20 s on average, longest 12 min
* Bob Ray: 2 calls ▲2: 1 answered, 1 made (connected), 8 min on calls, 4 min on average, longest 5 min; besides, 1 only rang
These lines add up to 6 and overlap: a call in which several of them had a part stands in each one's line, and once in the total.
▲ more and ▼ fewer than yesterday until 20:00.
Behind the figures: **calls missed 101 102 today**; likewise answered, voicemail, declined, made, connected, rang.
As of 20:00.`,
    ],
    [
      'one person, of a day that is over',
      'summary bob on 18 Nov',
      { now: now + 86_400_000 },
      `2 calls · Bob Ray · Wed 18 Nov
2 calls ▲2: 1 answered, 1 made (connected), 8 min on calls, 4 min on average, longest 5 min
Not counted: rang 1 time for Support.
▲ more and ▼ fewer than Tue 17 Nov.
Behind the figures: **calls missed 102 18 Nov**; likewise answered, voicemail, declined, made, connected, rang.
As of Wed 18 Nov 20:00. RingCentral has not let me read newer calls yet.`,
    ],
    [
      'fewer than before',
      'summary 104',
      {},
      `No calls · ∗∗Mark∗∗ ［up］(http:∕∕x.example) · today
no calls ▼1
▲ more and ▼ fewer than yesterday until 20:00.
As of 20:00.`,
    ],
    [
      'nobody had any',
      'summary carol',
      {},
      `No calls · Carol Diaz · today
As of 20:00.`,
    ],
    [
      'a queue, with one call and none before',
      'summary Support',
      {},
      `1 call · Support · today
1 call ▲1: 1 answered, 4 min on calls
▲ more and ▼ fewer than yesterday until 20:00.
Behind the figures: **calls missed 201 today**; likewise answered, voicemail, declined, made, connected, rang.
As of 20:00.`,
    ],
    [
      'oneself, alone',
      'summary',
      alone,
      `4 calls · Alice Chen · today
4 calls ▲2: 2 answered, 1 missed ▼1, 1 made (connected), 19 min on calls, 6 min 20 s on average, longest 12 min
▲ more and ▼ fewer than yesterday until 20:00.
Behind the figures: **calls missed today**; likewise answered, voicemail, declined, made, connected, rang.
As of 20:00.`,
    ],
    [
      'the period before is not known',
      'summary me today',
      { sync: { through: now, coveredFrom: Date.UTC(2026, 10, 18), target: 0, startedAt: now } },
      `4 calls · Alice Chen · today
4 calls: 2 answered, 1 missed, 1 made (connected), 19 min on calls, 6 min 20 s on average, longest 12 min
Not compared with yesterday until 20:00, of which not all is known.
Behind the figures: **calls missed 101 today**; likewise answered, voicemail, declined, made, connected, rang.
As of 20:00.`,
    ],
    [
      'the period itself is not known',
      'summary me last week',
      { sync: { through: now, coveredFrom: Date.UTC(2026, 10, 13), target: Date.UTC(2026, 9, 1), startedAt: now } },
      `0 calls · Alice Chen · last week (9–15 Nov)
Not all of it is read yet: known from Fri 13 Nov 00:00, 11 % read.
Not compared with 2–8 Nov, of which not all is known.
As of 20:00.`,
    ],
    [
      'nothing was read yet',
      'summary carol',
      { sync: {} },
      `0 calls · Carol Diaz · today
The calls have not been read yet.
Not compared with yesterday until 20:00, of which not all is known.`,
    ],
    [
      'no such page',
      'summary page 2',
      {},
      `5 calls · Alice Chen, Bob Ray +2 · today
There is no page 2: this is 1 page long.
▲ more and ▼ fewer than yesterday until 20:00.
Behind the figures: **calls missed today**; likewise answered, voicemail, declined, made, connected, rang.
As of 20:00.`,
    ],
    [
      'who is not here',
      'summary alice olga',
      {},
      `Here I answer about people who are in this chat and whose calls I may show in it; Olga Outsider is not among them. Seeing more needs the FullCompanyCallLog permission in your RingCentral role, or the operator can name you a manager over them in my configuration.`,
    ],
    [
      'who hides, to colleagues',
      'summary holly',
      {},
      `Here I answer about people who are in this chat and whose calls I may show in it; Holly Holder is not among them. Seeing more needs the FullCompanyCallLog permission in your RingCentral role, or the operator can name you a manager over them in my configuration.`,
    ],
    [
      'who hides, to themselves',
      'summary',
      { by: 'holly', in: 'direct' },
      `1 call · Holly Holder · today
1 call ▲1: 1 answered, 2 min on calls
▲ more and ▼ fewer than yesterday until 20:00.
Behind the figures: **calls missed today**; likewise answered, voicemail, declined, made, connected, rang.
As of 20:00.`,
    ],
    [
      'somebody else, where everybody sees only themselves',
      'summary bob',
      { shows: 'private' },
      `In this room everybody sees only their own calls. Who holds the FullCompanyCallLog permission can change that with **settings room totals**, unless my configuration says so for all rooms.`,
    ],
    [
      'nobody named, where everybody sees only themselves',
      'summary',
      { by: 'bob', shows: 'private' },
      `2 calls · Bob Ray · today
2 calls ▲2: 1 answered, 1 made (connected), 8 min on calls, 4 min on average, longest 5 min
Not counted: rang 1 time for Support.
▲ more and ▼ fewer than yesterday until 20:00.
Behind the figures: **calls missed today**; likewise answered, voicemail, declined, made, connected, rang.
As of 20:00.`,
    ],
  ],
);
