/** `with` as it is read: by number, name or colleague; masked in rooms, and nothing of those who may not be listed there. */
import { afterAll, beforeAll } from 'vitest';
import { openHistory } from './house/history.js';
import { type House, now } from './house/house.js';
import { says } from './house/says.js';

let house: House;
beforeAll(async () => {
  house = await openHistory();
});
afterAll(() => house.close());
const alone = { in: 'direct' } as const;
const holly = { by: 'holly', in: 'direct' } as const;

says(
  () => house,
  [
    [
      'a number, in a room masked, without the calls of colleagues',
      'with +1 215 555 0177',
      {},
      `3 calls · +1 215 ••• 0177 · known since Thu 1 Jan
Last spoken with by Alice Chen, 09:00 (#1002).
Still unreturned: 10:00 (#1003), missed (Alice Chen). Nobody whose calls I may list here has spoken with them since.
* 10:00 from them: missed (Alice Chen) · #1003
* 09:00 from them: answered, 12 min (Alice Chen) · #1002
* Tue 17 Nov 12:00 from them: answered, 1 min (Alice Chen) · #1001
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'the same number alone',
      'with (215) 555-0177',
      alone,
      `3 calls · +1 215 555 0177 · known since Thu 1 Jan
Last spoken with by Alice Chen, 09:00 (#1002).
Still unreturned: 10:00 (#1003), missed (Alice Chen). Nobody whose calls I may list here has spoken with them since.
* 10:00 from them: missed (Alice Chen) · #1003
* 09:00 from them: answered, 12 min (Alice Chen) · #1002
* Tue 17 Nov 12:00 from them: answered, 1 min (Alice Chen) · #1001
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'the same to whoever may see every call',
      'with 215-555-0177',
      holly,
      `4 calls · +1 215 555 0177 · known since Thu 1 Jan
Last spoken with by Alice Chen, 09:00 (#1002).
Still unreturned: 10:30 (#1004), missed (Bob Ray). Nobody whose calls I may list here has spoken with them since.
* 10:30 from them: missed (Bob Ray) · #1004
* 10:00 from them: missed (Alice Chen) · #1003
* 09:00 from them: answered, 12 min (Alice Chen) · #1002
* Tue 17 Nov 12:00 from them: answered, 1 min (Alice Chen); answered, 1 min (Support) · #1001
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'in a room that shows lists',
      'with acme corp',
      { shows: 'details' },
      `4 calls · +1 215 ••• 0177 "ACME CORP" · known since Thu 1 Jan
Last spoken with by Alice Chen, 09:00 (#1002).
Still unreturned: 10:30 (#1004), missed (Bob Ray). Nobody whose calls I may list here has spoken with them since.
* 10:30 from them: missed (Bob Ray) · #1004
* 10:00 from them: missed (Alice Chen) · #1003
* 09:00 from them: answered, 12 min (Alice Chen) · #1002
* Tue 17 Nov 12:00 from them: answered, 1 min (Alice Chen) · #1001
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'by name',
      'with Acme yesterday',
      alone,
      `1 call · +1 215 555 0177 "ACME CORP" · yesterday
Last spoken with by Alice Chen, 09:00 (#1002), after that period.
Still unreturned: 10:00 (#1003), after that period, missed (Alice Chen). Nobody whose calls I may list here has spoken with them since.
* Tue 17 Nov 12:00 from them: answered, 1 min (Alice Chen) · #1001
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'a name several have',
      'with smith',
      {},
      `"smith" is the name of 2 callers. Which one?
* +1 212 ••• 0122 "∗∗SMITH∗∗ JOE", last Wed 18 Nov: **with #1006**
* +1 212 ••• 0111 "SMITH ANN", last Wed 18 Nov: **with #1005**`,
    ],
    [
      'more of that name',
      'with ann smith',
      alone,
      `1 call · +1 212 555 0111 "SMITH ANN" · known since Thu 1 Jan
Last spoken with by Alice Chen, 11:00 (#1005).
* 11:00 from them: answered, 2 min (Alice Chen) · #1005
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'a name that was mistyped',
      'with amce',
      {},
      `No "amce" here. Did you mean:
* +1 215 ••• 0177 "ACME CORP", last Wed 18 Nov: **with #1003**`,
    ],
    [
      'the name of somebody who called a colleague only',
      'with big bank',
      {},
      `I know nobody called "big bank", and it is no phone number either. Try a name, an extension number, a number with its area code, a mention, or the number of a call in a list.`,
    ],
    [
      'the same to whoever may see every call',
      'with big bank',
      holly,
      `1 call · +1 212 555 0133 "BIG BANK" · known since Thu 1 Jan
Last spoken with by Bob Ray, 12:00 (#1007).
* 12:00 from them: answered, 2 min (Bob Ray) · #1007
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'a colleague before any caller',
      'with bob',
      alone,
      `1 call · Bob Ray · known since Thu 1 Jan
Last spoken with by Alice Chen, 13:00 (#1009).
* 13:00 to them: connected, 3 min (Alice Chen) · #1009
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    ['a colleague who was mistyped', 'with Bobb', {}, `No "Bobb" here. Did you mean Bob Ray (ext 102)?`],
    [
      'a number that stands in no room',
      'with +1 212 555 0111',
      { never: ['+12125550111'] },
      `alone: 1 call · +1 212 555 0111 · known since Thu 1 Jan
Last spoken with by Alice Chen, 11:00 (#1005).
* 11:00 from them: answered, 2 min (Alice Chen) · #1005
As of 20:00. Only calls I may list to whoever reads this.
I've answered you directly, because that number is shown in no room.`,
    ],
    [
      'nor is its name known there',
      'with ann',
      { never: ['+12125550111'] },
      `I know nobody called "ann", and it is no phone number either. Try a name, an extension number, a number with its area code, a mention, or the number of a call in a list.`,
    ],
    [
      'a number nobody ever called from',
      'with +1 212 555 0199',
      alone,
      `No calls · +1 212 555 0199 · known since Thu 1 Jan
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'pages',
      'with acme page 2',
      { ...holly, pageSize: 2 },
      `4 calls · +1 215 555 0177 "ACME CORP" · known since Thu 1 Jan
Last spoken with by Alice Chen, 09:00 (#1002).
Still unreturned: 10:30 (#1004), missed (Bob Ray). Nobody whose calls I may list here has spoken with them since.
* 09:00 from them: answered, 12 min (Alice Chen) · #1002
* Tue 17 Nov 12:00 from them: answered, 1 min (Alice Chen); answered, 1 min (Support) · #1001
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'no such page',
      'with acme page 9',
      { ...holly, pageSize: 2 },
      `4 calls · +1 215 555 0177 "ACME CORP" · known since Thu 1 Jan
Last spoken with by Alice Chen, 09:00 (#1002).
Still unreturned: 10:30 (#1004), missed (Bob Ray). Nobody whose calls I may list here has spoken with them since.
There is no page 9: this is 2 pages long.
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'what is not read yet',
      'with acme last week',
      { ...alone, sync: { through: now, coveredFrom: Date.UTC(2026, 10, 18), target: 0, startedAt: now } },
      `0 calls · +1 215 555 0177 "ACME CORP" · last week (9–15 Nov)
Not all of it is read yet: known from 00:00, 0 % read.
Last spoken with by Alice Chen, 09:00 (#1002), after that period.
Still unreturned: 10:00 (#1003), after that period, missed (Alice Chen). Nobody whose calls I may list here has spoken with them since.
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
  ],
);
