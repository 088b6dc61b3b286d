/** `with` and `whois` by the number of a listed call, `whois` by a caller's name, and what the audit keeps of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
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
      'the other party of a call',
      'with #1002',
      alone,
      `3 calls · +1 215 555 0177 "ACME CORP" · known since Thu 1 Jan
Last spoken with by Alice Chen, 09:00 (#1002).
Still unreturned: 10:00 (#1003), missed (Alice Chen). Nobody whose calls I may list here has spoken with them since.
* 10:00 from them: missed (Alice Chen) · #1003
* 09:00 from them: answered, 12 min (Alice Chen) · #1002
* Tue 17 Nov 12:00 from them: answered, 1 min (Alice Chen) · #1001
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'the other party of a call to a queue',
      'with call #1001',
      holly,
      `4 calls · +1 215 555 0177 "ACME CORP" · known since Thu 1 Jan
Last spoken with by Alice Chen, 09:00 (#1002).
Still unreturned: 10:30 (#1004), missed (Bob Ray). Nobody whose calls I may list here has spoken with them since.
* 10:30 from them: missed (Bob Ray) · #1004
* 10:00 from them: missed (Alice Chen) · #1003
* 09:00 from them: answered, 12 min (Alice Chen) · #1002
* Tue 17 Nov 12:00 from them: answered, 1 min (Alice Chen); answered, 1 min (Support) · #1001
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'the colleague at the other end',
      'with #1009',
      alone,
      `1 call · Bob Ray · known since Thu 1 Jan
Last spoken with by Alice Chen, 13:00 (#1009).
* 13:00 to them: connected, 3 min (Alice Chen) · #1009
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'a call between two others',
      'with #1009',
      holly,
      `Call **#1009** had several parties. Ask for one of them, such as **with 102**:
* Bob Ray (colleague, ext 102)
* Alice Chen (colleague, ext 101)`,
    ],
    [
      'a call whose number was withheld',
      'with #1008',
      alone,
      `I cannot tell who was at the other end of call **#1008**: the number was withheld.`,
    ],
    [
      'an emergency call, in a room',
      'with #1010',
      { by: 'mark' },
      `alone: 1 call · 911 · known since Thu 1 Jan
Last spoken with by ∗∗Mark∗∗ ［up］(http:∕∕x.example), 14:00 (#1010).
* 14:00 to them: connected, 3 min (∗∗Mark∗∗ ［up］(http:∕∕x.example)) · #1010
As of 20:00. Only calls I may list to whoever reads this.
I've answered you directly, because that number is shown in no room.`,
    ],
    [
      'a colleague’s call',
      'with #1007',
      {},
      `I know no call **#1007** that I may show you. Calls get their numbers in lists, such as **calls today**.`,
    ],
    [
      'no call at all',
      'with #2007',
      {},
      `I know no call **#2007** that I may show you. Calls get their numbers in lists, such as **calls today**.`,
    ],
    [
      'an extension, with a mark',
      'with #102',
      alone,
      `1 call · Bob Ray · known since Thu 1 Jan
Last spoken with by Alice Chen, 13:00 (#1009).
* 13:00 to them: connected, 3 min (Alice Chen) · #1009
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'who a call was with',
      'whois #1005',
      {},
      `**+1 212 ••• 0111 "SMITH ANN"** · outside
Not a number of a colleague or queue of the company.
Your last conversation: 11:00, inbound, answered, 2 min.`,
    ],
    [
      'who a caller is',
      'whois big bank',
      holly,
      `**+1 212 555 0133 "BIG BANK"** · outside
Not a number of a colleague or queue of the company.
Last conversation, with Bob Ray: 12:00, inbound, answered, 2 min.`,
    ],
    [
      'which caller',
      'whois smith',
      alone,
      `"smith" is the name of 2 callers. Which one?
* +1 212 555 0122 "∗∗SMITH∗∗ JOE", last Wed 18 Nov: **whois #1006**
* +1 212 555 0111 "SMITH ANN", last Wed 18 Nov: **whois #1005**`,
    ],
    [
      'nobody',
      'whois zebra',
      {},
      `I know nobody called "zebra", and it is no phone number either. Try a name, an extension number, a number with its area code, a mention, or the number of a call in a list.`,
    ],
  ],
);

test('who was told of whom is in the audit, whatever named the party', async () => {
  for (const line of ['with acme', 'with #1001', 'with 215 555 0177']) {
    await house.ask(line, { ...holly, now: now + 1_000 });
    const [entry, ...others] = await house.store.audit.list({ span: { from: now + 1_000, to: now + 2_000 } }, 0, 9);
    expect(others.length).toBeLessThan(3);
    expect(entry).toMatchObject({ command: 'with', given: 'list', number: '+1 215 ••• 0177' });
    expect(new Set(entry?.subjects)).toEqual(new Set(['101001', '101002', '201001']));
  }
});
