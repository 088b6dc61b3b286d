/** `queue` as it is read: taken in time or not, abandoned all, waits nobody knows, agents who may be named, and who may ask at all. */
import { afterAll, beforeAll } from 'vitest';
import { queued, within } from './house/calls.js';
import { type House, now, openHouse } from './house/house.js';
import { says } from './house/says.js';

let house: House;
beforeAll(async () => {
  house = await openHouse([
    queued('2026-11-18 09:00', 'support', { rang: ['bob'], took: ['alice', 10, 4] }),
    queued('2026-11-18 10:00', 'support', { rang: ['bob'], took: ['alice', 50, 4] }),
    queued('2026-11-18 11:00', 'support', { rang: ['alice', 'bob'], waited: 95 }),
    queued('2026-11-18 12:00', 'support', { rang: ['alice'], ended: 'Voicemail' }),
    queued('2026-11-17 12:00', 'support', { waited: 30 }),
    queued('2026-11-17 13:00', 'support', { rang: ['bob'], waited: 40 }),
    queued('2026-11-16 13:00', 'support', { rang: ['bob'], ended: 'Voicemail' }),
    queued('2026-11-13 13:00', 'support', { took: ['olga', 3, 1] }),
    ...within('2026-11-18 13:00', 'alice', 'bob', 3),
  ]);
});
afterAll(() => house.close());
const holly = { by: 'holly', in: 'direct' } as const;

says(
  () => house,
  [
    [
      'taken, abandoned and left a message',
      'queue Support',
      {},
      `4 calls · Support · today
4 offered: 2 answered, 1 abandoned, 1 to voicemail
Wait 52 s on average, longest 1 min 35 s.
Answered within 20 s: 1 (50 %), later: 1.
A wait ends when the phone of whoever took the call begins to ring: the log does not say when it is picked up.
* Alice Chen: took 2, rang for 2 more
* Bob Ray: took 0, rang for 3
Behind the figures: **calls missed 201 today**; likewise answered, in time, late, voicemail, and inbound for all of them.
What one of them did: **calls answered 101 via 201 today**; likewise rang.
As of 20:00.`,
    ],
    [
      'abandoned all, of which one rang nowhere',
      'queue Support yesterday',
      {},
      `2 calls · Support · yesterday
2 offered: 0 answered, 2 abandoned, 0 to voicemail
Wait 35 s on average, longest 40 s.
* Bob Ray: took 0, rang for 1
Behind the figures: **calls missed 201 yesterday**; likewise answered, in time, late, voicemail, and inbound for all of them.
What one of them did: **calls answered 102 via 201 yesterday**; likewise rang.
As of 20:00.`,
    ],
    [
      'no wait is known',
      'queue Support on 16 Nov',
      {},
      `1 call · Support · Mon 16 Nov
1 offered: 0 answered, 0 abandoned, 1 to voicemail
How long callers waited is not known of these calls.
* Bob Ray: took 0, rang for 1
Behind the figures: **calls missed 201 16 Nov**; likewise answered, in time, late, voicemail, and inbound for all of them.
What one of them did: **calls answered 102 via 201 16 Nov**; likewise rang.
As of 20:00.`,
    ],
    [
      'an agent who may not be shown here',
      'queue Support on 13 Nov',
      {},
      `1 call · Support · Fri 13 Nov
1 offered: 1 answered, 0 abandoned, 0 to voicemail
Wait 3 s on average, longest 3 s.
Answered within 20 s: 1 (100 %), later: 0.
A wait ends when the phone of whoever took the call begins to ring: the log does not say when it is picked up.
Only those are named whose figures I may show here.
Behind the figures: **calls missed 201 13 Nov**; likewise answered, in time, late, voicemail, and inbound for all of them.
As of 20:00.`,
    ],
    [
      'the same to whoever may see every call',
      'queue Support on 13 Nov',
      holly,
      `1 call · Support · Fri 13 Nov
1 offered: 1 answered, 0 abandoned, 0 to voicemail
Wait 3 s on average, longest 3 s.
Answered within 20 s: 1 (100 %), later: 0.
A wait ends when the phone of whoever took the call begins to ring: the log does not say when it is picked up.
* Olga Outsider: took 1
Behind the figures: **calls missed 201 13 Nov**; likewise answered, in time, late, voicemail, and inbound for all of them.
What one of them did: **calls answered 106 via 201 13 Nov**; likewise rang.
As of 20:00.`,
    ],
    [
      'within another service level',
      'queue Support',
      { rules: { serviceLevel: 60 } },
      `4 calls · Support · today
4 offered: 2 answered, 1 abandoned, 1 to voicemail
Wait 52 s on average, longest 1 min 35 s.
Answered within 60 s: 2 (100 %), later: 0.
A wait ends when the phone of whoever took the call begins to ring: the log does not say when it is picked up.
* Alice Chen: took 2, rang for 2 more
* Bob Ray: took 0, rang for 3
Behind the figures: **calls missed 201 today**; likewise answered, in time, late, voicemail, and inbound for all of them.
What one of them did: **calls answered 101 via 201 today**; likewise rang.
As of 20:00.`,
    ],
    [
      'none',
      'queue Sales',
      holly,
      `No calls · Sales · today
As of 20:00.`,
    ],
    [
      'none, of what is not read yet',
      'queue Support last week',
      { sync: { through: now, coveredFrom: Date.UTC(2026, 10, 18), target: 0, startedAt: now } },
      `1 call · Support · last week (9–15 Nov)
Not all of it is read yet: known from 00:00, 0 % read.
1 offered: 1 answered, 0 abandoned, 0 to voicemail
Wait 3 s on average, longest 3 s.
Answered within 20 s: 1 (100 %), later: 0.
A wait ends when the phone of whoever took the call begins to ring: the log does not say when it is picked up.
Only those are named whose figures I may show here.
Behind the figures: **calls missed 201 last week**; likewise answered, in time, late, voicemail, and inbound for all of them.
As of 20:00.`,
    ],
    [
      'of which the asker is no agent',
      'queue Support',
      { by: 'carol' },
      `I show a queue's figures to the people who answer it; you are not among those of Support. Seeing more needs the FullCompanyCallLog permission in your RingCentral role, or the operator can name you a manager over them in my configuration.`,
    ],
    [
      'that nobody here answers',
      'queue Sales',
      {},
      `I show a queue's figures to the people who answer it; you are not among those of Sales. Seeing more needs the FullCompanyCallLog permission in your RingCentral role, or the operator can name you a manager over them in my configuration.`,
    ],
    ['that is none', 'queue alice', {}, `I know no queue called "alice". Try its name or extension number.`],
    ['that was mistyped', 'queue Suport', {}, `No "Suport" here. Did you mean Support (ext 201)?`],
  ],
);
