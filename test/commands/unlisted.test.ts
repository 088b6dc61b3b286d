/** Whoever colleagues cannot look up, known by a call alone: that call shows their name, and no way of asking shows more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionId } from '../../src/core/model.js';
import { came, within } from './house/calls.js';
import { type House, now, openHouse } from './house/house.js';
import { idOf, snapshot } from './house/people.js';
import { says } from './house/says.js';

const alone = { in: 'direct' } as const;
const secrets = { email: 'olga@acme.example', department: 'Secrets', numbers: ['+16505550199'] };

let house: House;
beforeAll(async () => {
  house = await openHouse([
    ...within('2026-11-18 09:00', 'alice', 'olga', 3),
    ...within('2026-11-18 09:30', 'holly', 'olga', 3),
    came('2026-11-18 10:00', 'alice', 3, { extensionId: extensionId('999999'), name: 'Left 911 Long' }),
  ]);
  const extensions = snapshot.extensions.map((each) =>
    each.id === idOf('olga') ? { ...each, unlisted: true, ...secrets } : each,
  );
  await house.store.directory.replace({ ...snapshot, extensions }, now);
  await house.ask('calls 101 last 7 days', alone);
  await house.ask('calls me last 7 days', { by: 'holly', in: 'direct' });
});
afterAll(() => house.close());

test.each(['with', 'whois', 'why'])('%s and a call with somebody unlisted', async (command) => {
  for (const place of ['direct', 'team'] as const) {
    const told = await house.ask(`${command} #1001`, { in: place });
    expect(told).toContain('Olga Outsider');
    for (const secret of [secrets.email, secrets.department, '0199', idOf('olga')]) expect(told).not.toContain(secret);
  }
});

says(
  () => house,
  [
    [
      'somebody unlisted',
      'whois #1001',
      {},
      `Olga Outsider (colleague, ext 106)
Your last conversation: 09:00, outbound, connected, 3 min.`,
    ],
    [
      'the same, to who may see every call',
      'whois #1003',
      { by: 'holly', in: 'direct' },
      `**Olga Outsider** · colleague
ext 106 · Secrets · olga@acme.example · +1 650 555 0199
Person id 101006, extension id 101006
Last conversation: 09:30, inbound, answered, 3 min.`,
    ],
    [
      'somebody who left before people were read',
      'with #1002',
      alone,
      `1 call · Left 911 Long · known since Thu 1 Jan
Last spoken with by Alice Chen, 10:00 (#1002).
* 10:00 from them: answered, 3 min (Alice Chen) · #1002
As of 20:00. Only calls I may list to whoever reads this.`,
    ],
    [
      'the same in a room',
      'whois #1002',
      {},
      `Left a number not shown Long (former colleague)
Your last conversation: 10:00, inbound, answered, 3 min.`,
    ],
  ],
);
