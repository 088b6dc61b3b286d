/** Fills a store with participations as a company's year would leave them: straight into the table, for no call record need be read for it. */
import { writeParticipations } from '../../../src/adapters/store/call-records.js';
import type { Engine } from '../../../src/adapters/store/engine.js';
import type { Row } from '../../../src/adapters/store/models.js';
import type { AccountId, ExtensionId, Span } from '../../../src/core/model.js';

export interface Filling extends Span {
  readonly account: AccountId;
  readonly people: readonly ExtensionId[];
  readonly queues: readonly ExtensionId[];
  /** How many participations. */
  readonly count: number;
}

type Participation = Row<'participations'>;

const perTransaction = 20_000;

/** Conversations evenly over the time and the people: with outside and among colleagues, and every sixth through a queue that rings three. */
export async function fill(engine: Engine, filling: Filling): Promise<void> {
  let written = 0;
  let conversation = 0;
  while (written < filling.count) {
    const rows: Participation[] = [];
    while (rows.length < perTransaction && written + rows.length < filling.count) {
      rows.push(...participationsIn(filling, conversation));
      conversation += 1;
    }
    await engine.write((tx) => writeParticipations(tx, rows));
    written += rows.length;
  }
  // What the database's own housekeeping does within minutes.
  await engine.query('ANALYZE');
}

/** Participations of a conversation, on the average: by it the conversations are spread over the time. */
export const perConversation = 1.64;

function participationsIn({ account, people, queues, count, from, to }: Filling, n: number): Participation[] {
  const turn = Math.floor(n / people.length);
  const luck = (turn * 37 + n) % 100;
  const somebody = (step: number) => people[(n * 7_919 + step * 13) % people.length] ?? '';
  const talkMs = (n * 31) % 900_000;
  const base = {
    account,
    conversation: `s-a0d17ae2-${String(n).padStart(9, '0')}`,
    direction: 'inbound',
    rule: 'd',
    state: turn % 50 === 49 ? 'fax' : 'call',
    started_at: Math.floor(Math.min(to - 1, from + n * (((to - from) / count) * perConversation))),
    talk_ms: 0,
    duration_ms: 1_000 + talkMs,
    counterpart_extension: null,
    counterpart_number: `+1415${String((n * 7_919) % 100_000).padStart(7, '0')}`,
    counterpart_name: luck % 3 === 0 ? 'A CALLER' : null,
    internal: 0,
    queue: null,
    left_voicemail: 0,
    wait_ms: null,
  };
  const part = (extension: string, part: string, more: Partial<Participation> = {}): Participation => ({
    ...base,
    extension,
    part,
    talk_ms: part === 'answered' || part === 'connected' ? talkMs : 0,
    ...more,
  });
  if (luck < 50) return [part(somebody(0), luck < 30 ? 'answered' : luck < 42 ? 'missed' : 'voicemail')];
  if (luck < 70) return [part(somebody(0), luck < 65 ? 'connected' : 'not connected', { direction: 'outbound' })];
  if (luck < 83) {
    const [caller, called] = [somebody(0), somebody(1)];
    const inside = { internal: 1, counterpart_number: null };
    return [
      part(caller, 'connected', { ...inside, direction: 'outbound', counterpart_extension: called }),
      part(called, 'answered', { ...inside, counterpart_extension: caller }),
    ];
  }
  const queue = queues[(n + 7 * Math.floor(n / 100)) % queues.length] ?? '';
  return [
    part(queue, luck < 95 ? 'answered' : 'missed', { wait_ms: (n * 17) % 60_000 }),
    part(somebody(0), luck < 95 ? 'answered' : 'rang', { queue }),
    part(somebody(1), 'rang', { queue }),
    part(somebody(2), 'rang', { queue }),
  ];
}
