/** Calls with several callers, some of whom have one name, and each call's number, the oldest the first. */
import { came, queued, went, within } from './calls.js';
import { type House, openHouse } from './house.js';

const ann = { phoneNumber: '+12125550111', name: 'SMITH ANN' };
const joe = { phoneNumber: '+12125550122', name: '**SMITH** JOE' };
const bank = { phoneNumber: '+12125550133', name: 'BIG BANK' };

export async function openHistory(): Promise<House> {
  const house = await openHouse([
    came('2026-11-18 09:00', 'alice', 12),
    came('2026-11-18 10:00', 'alice', 'Missed'),
    came('2026-11-18 10:30', 'bob', 'Missed'),
    came('2026-11-18 11:00', 'alice', 2, ann),
    came('2026-11-18 11:30', 'alice', 2, joe),
    came('2026-11-18 12:00', 'bob', 2, bank),
    came('2026-11-18 12:30', 'alice', 2, { name: 'ANONYMOUS' }),
    queued('2026-11-17 12:00', 'support', { rang: ['bob'], took: ['alice', 5, 1] }),
    ...within('2026-11-18 13:00', 'alice', 'bob', 3),
    went('2026-11-18 14:00', 'mark', 3, { phoneNumber: '911' }),
  ]);
  await house.ask('calls 101 102 104 Support last 7 days', { by: 'holly', in: 'direct', pageSize: 50 });
  return house;
}
