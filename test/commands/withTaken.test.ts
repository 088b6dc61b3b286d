/** `with`, where somebody whose calls may not be listed took a later call of theirs, or only tried to call back. */
import { afterAll, beforeAll } from 'vitest';
import { came, went } from './house/calls.js';
import { type House, openHouse } from './house/house.js';
import { idOf } from './house/people.js';
import { says } from './house/says.js';

let house: House;
const late = { phoneNumber: '+12125550144', name: 'LATE ED' };
const tried = { phoneNumber: '+12125550155', name: 'TRIED TINA' };
const gone = { phoneNumber: '+12125550166', name: 'GONE GUY' };
beforeAll(async () => {
  house = await openHouse([
    came('2026-11-18 09:00', 'alice', 'Missed', late),
    came('2026-11-18 10:00', 'alice', 'Answered Elsewhere', late),
    came('2026-11-18 09:00', 'alice', 'Missed', tried),
    { ...went('2026-11-18 10:00', 'alice', 'No Answer', tried), delegateId: idOf('bob') },
    came('2026-11-18 10:00', 'alice', 'Answered Elsewhere', gone),
  ]);
});
afterAll(() => house.close());
const alone = { in: 'direct' } as const;

says(
  () => house,
  [
    [
      'a later call that somebody else took',
      'with late ed',
      alone,
      `1 call · +1 212 555 0144 "LATE ED" · known since Thu 1 Jan
Somebody else took a newer call from them: 10:00 (#1001).
* 09:00 from them: missed (Alice Chen) · #1002
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'a call back on their behalf, in vain',
      'with tried tina',
      alone,
      `1 call · +1 212 555 0155 "TRIED TINA" · known since Thu 1 Jan
Still unreturned: 09:00 (#1003), missed (Alice Chen). Nobody whose calls I may list here has spoken with them since.
* 09:00 from them: missed (Alice Chen) · #1003
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'nothing but what somebody else took',
      'with gone guy',
      alone,
      `No calls · +1 212 555 0166 "GONE GUY" · known since Thu 1 Jan
Not counted: 1 taken by somebody else.
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
  ],
);
