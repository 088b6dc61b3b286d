/** `between` as it is read: figures in a room, single calls where both may be listed, pages, and nobody else's calls. */
import { afterAll, beforeAll } from 'vitest';
import { came, queued, within } from './house/calls.js';
import { type House, now, openHouse } from './house/house.js';
import { says } from './house/says.js';

let house: House;
beforeAll(async () => {
  house = await openHouse([
    ...within('2026-11-18 12:00', 'alice', 'bob', 3),
    ...within('2026-11-18 13:00', 'bob', 'alice', 'Missed'),
    ...within('2026-11-18 14:00', 'carol', 'mark', 1),
    ...within('2026-11-18 14:30', 'bob', 'olga', 1),
    queued('2026-11-18 15:00', 'support', { rang: ['bob'], took: ['alice', 5, 1] }),
    came('2026-11-18 16:00', 'bob', 1),
  ]);
});
afterAll(() => house.close());
const holly = { by: 'holly', in: 'direct' } as const;

says(
  () => house,
  [
    [
      'two, of whom one only rang for what the other took',
      'between alice and bob',
      {},
      `2 calls · Alice Chen, Bob Ray · today
Alice Chen: 2 calls: 1 missed, 1 made (connected), 3 min on calls
Bob Ray: 2 calls: 1 answered, 1 made (not connected), 3 min on calls
As of 20:00. Figures only: I may not list these calls to whoever reads this.`,
    ],
    [
      'one alone is held against the asker',
      'between bob',
      {},
      `2 calls · Alice Chen, Bob Ray · today
Alice Chen: 2 calls: 1 missed, 1 made (connected), 3 min on calls
Bob Ray: 2 calls: 1 answered, 1 made (not connected), 3 min on calls
As of 20:00. Figures only: I may not list these calls to whoever reads this.`,
    ],
    [
      'where the room shows lists',
      'between alice and bob',
      { shows: 'details' },
      `2 calls · Alice Chen, Bob Ray · today
Alice Chen: 2 calls: 1 missed, 1 made (connected), 3 min on calls
Bob Ray: 2 calls: 1 answered, 1 made (not connected), 3 min on calls
* 13:00 Alice Chen from Bob Ray (colleague, ext 102), missed; Bob Ray to Alice Chen (colleague, ext 101), not connected · #1002
* 12:00 Alice Chen to Bob Ray (colleague, ext 102), connected, 3 min; Bob Ray from Alice Chen (colleague, ext 101), answered, 3 min · #1001
As of 20:00.`,
    ],
    [
      'whoever may see every call',
      'between alice and bob',
      holly,
      `2 calls · Alice Chen, Bob Ray · today
Alice Chen: 2 calls: 1 missed, 1 made (connected), 3 min on calls
Bob Ray: 2 calls: 1 answered, 1 made (not connected), 3 min on calls
* 13:00 Alice Chen from Bob Ray (colleague, ext 102), missed; Bob Ray to Alice Chen (colleague, ext 101), not connected · #1002
* 12:00 Alice Chen to Bob Ray (colleague, ext 102), connected, 3 min; Bob Ray from Alice Chen (colleague, ext 101), answered, 3 min · #1001
As of 20:00.`,
    ],
    [
      'the first page',
      'between alice and bob',
      { ...holly, pageSize: 1 },
      `2 calls · Alice Chen, Bob Ray · today
Alice Chen: 2 calls: 1 missed, 1 made (connected), 3 min on calls
Bob Ray: 2 calls: 1 answered, 1 made (not connected), 3 min on calls
* 13:00 Alice Chen from Bob Ray (colleague, ext 102), missed; Bob Ray to Alice Chen (colleague, ext 101), not connected · #1002
1 more call: ask again with **page 2**.
As of 20:00.`,
    ],
    [
      'the second page',
      'between alice and bob page 2',
      { ...holly, pageSize: 1 },
      `2 calls · Alice Chen, Bob Ray · today
Alice Chen: 2 calls: 1 missed, 1 made (connected), 3 min on calls
Bob Ray: 2 calls: 1 answered, 1 made (not connected), 3 min on calls
* 12:00 Alice Chen to Bob Ray (colleague, ext 102), connected, 3 min; Bob Ray from Alice Chen (colleague, ext 101), answered, 3 min · #1001
As of 20:00.`,
    ],
    [
      'no such page',
      'between alice and bob page 3',
      { ...holly, pageSize: 1 },
      `2 calls · Alice Chen, Bob Ray · today
Alice Chen: 2 calls: 1 missed, 1 made (connected), 3 min on calls
Bob Ray: 2 calls: 1 answered, 1 made (not connected), 3 min on calls
There is no page 3: this is 2 pages long.
As of 20:00.`,
    ],
    [
      'one call, and a name that would be markup',
      'between carol and 104',
      holly,
      `1 call · Carol Diaz, ∗∗Mark∗∗ ［up］(http:∕∕x.example) · today
Carol Diaz: 1 call: 1 made (connected), 1 min on calls
∗∗Mark∗∗ ［up］(http:∕∕x.example): 1 call: 1 answered, 1 min on calls
* 14:00 Carol Diaz to ∗∗Mark∗∗ ［up］(http:∕∕x.example) (colleague, ext 104), connected, 1 min; ∗∗Mark∗∗ ［up］(http:∕∕x.example) from Carol Diaz (colleague, ext 103), answered, 1 min · #1003
As of 20:00.`,
    ],
    [
      'none',
      'between alice and carol',
      holly,
      `No calls · Alice Chen, Carol Diaz · today
As of 20:00.`,
    ],
    [
      'none, of what is not read yet',
      'between alice and bob last week',
      { ...holly, sync: { through: now, coveredFrom: Date.UTC(2026, 10, 18), target: 0, startedAt: now } },
      `0 calls · Alice Chen, Bob Ray · last week (9–15 Nov)
Not all of it is read yet: known from 00:00, 0 % read.
As of 20:00.`,
    ],
    [
      'three',
      'between alice and bob and carol',
      {},
      `Tell me two people, or one for what you and they share: **between @alice and @bob last week**.`,
    ],
    [
      'oneself',
      'between me',
      {},
      `Tell me two people, or one for what you and they share: **between @alice and @bob last week**.`,
    ],
    [
      'somebody who is not here',
      'between bob and olga',
      {},
      `Here I answer about people who are in this chat and whose calls I may show in it; Olga Outsider is not among them. Seeing more needs the FullCompanyCallLog permission in your RingCentral role, or the operator can name you a manager over them in my configuration.`,
    ],
  ],
);
