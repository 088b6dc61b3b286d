/** `why` as it is read: the parts of those who may be shown, numbers as the room may see them, and the rule with its own words. */
import { afterAll, beforeAll } from 'vitest';
import { came, queued, within } from './house/calls.js';
import { type House, openHouse } from './house/house.js';
import { says } from './house/says.js';

let house: House;
beforeAll(async () => {
  const rules = { missed: { callerGaveUpWithin: 5 }, queueRingsCount: true };
  house = await openHouse(
    [
      came('2026-11-18 09:00', 'alice', 'Voicemail'),
      queued('2026-11-18 10:00', 'support', { rang: ['bob'], took: ['alice', 5, 1] }),
      queued('2026-11-18 11:00', 'support', { rang: ['alice', 'bob'], waited: 30 }),
      queued('2026-11-18 12:00', 'support', { rang: ['alice', 'bob'], waited: 3 }),
      ...within('2026-11-18 13:00', 'bob', 'carol', 1),
    ],
    rules,
  );
  await house.ask('calls alice bob carol support rang given up missed answered voicemail connected', {
    by: 'holly',
    in: 'direct',
    pageSize: 50,
  });
});
afterAll(() => house.close());
const alone = { in: 'direct' } as const;
const holly = { by: 'holly', in: 'direct' } as const;

says(
  () => house,
  [
    [
      'one’s own, in a room',
      'why #1001',
      {},
      `**Call #1001** · 09:00 · 20 s in all
**Alice Chen**: voicemail — a voicemail was left (rule h).
* 09:00:00 call from +1 215 ••• 0177 "ACME CORP" (outside) to Alice Chen, 20 s: went to voicemail ("Voicemail") (record)
That is all RingCentral logged of it: 1 record, 0 legs.`,
    ],
    [
      'the same alone',
      'why #1001',
      alone,
      `**Call #1001** · 09:00 · 20 s in all
**Alice Chen**: voicemail — a voicemail was left (rule h).
* 09:00:00 call from +1 215 555 0177 "ACME CORP" (outside) to Alice Chen, 20 s: went to voicemail ("Voicemail") (record)
That is all RingCentral logged of it: 1 record, 0 legs.`,
    ],
    [
      'a queue’s, without the parts of others',
      'why #1002',
      alone,
      `**Call #1002** · 10:00
**Alice Chen**: answered — picked up (rule d), 1 min on calls.
* 10:00:05 ringing one phone after the other from +1 215 555 0177 "ACME CORP" (outside) to Support, 1 min: picked up ("Accepted") (leg)`,
    ],
    [
      'the same whole',
      'why #1002',
      holly,
      `**Call #1002** · 10:00 · 1 min 5 s in all
**Support**: answered — one of its agents took the call (rule d), 1 min on calls.
* 10:00:00 call from +1 215 555 0177 "ACME CORP" (outside) to Support, 1 min 5 s: picked up ("Accepted") (record)
**Bob Ray**: rang — a queue was called and another took it (rule f). Counted apart, not among their calls.
* 10:00:00 ringing one phone after the other from +1 215 555 0177 "ACME CORP" (outside) to Support, 15 s: not answered ("Missed") (leg)
**Alice Chen**: answered — picked up (rule d), 1 min on calls.
* 10:00:05 ringing one phone after the other from +1 215 555 0177 "ACME CORP" (outside) to Support, 1 min: picked up ("Accepted") (leg)
That is all RingCentral logged of it: 1 record, 2 legs.`,
    ],
    [
      'what rang counts, by the rules in force',
      'why #1003',
      alone,
      `**Call #1003** · 11:00
**Alice Chen**: missed — a queue was called and nobody took it; by the rules in force that counts for everybody it rang (rule f).
* 11:00:00 ringing one phone after the other from +1 215 555 0177 "ACME CORP" (outside) to Support, 15 s: not answered ("Missed") (leg)`,
    ],
    [
      'the caller gave up at once',
      'why #1004',
      alone,
      `**Call #1004** · 12:00
**Alice Chen**: the caller gave up at once — a queue was called and the caller hung up within 5 seconds, which is no miss by the rules in force (rule f). Counted apart, not among their calls.
* 12:00:00 ringing one phone after the other from +1 215 555 0177 "ACME CORP" (outside) to Support, 15 s: not answered ("Missed") (leg)`,
    ],
    [
      'of others',
      'why #1005',
      {},
      `I know no call **#1005** that I may show you. Calls get their numbers in lists, such as **calls today**.`,
    ],
    [
      'none',
      'why',
      {},
      `Which call? Every call in a list has a number: **why #1024**. Right after a list of one call, **why** will do.`,
    ],
  ],
);
