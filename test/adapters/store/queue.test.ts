/** What became of a queue's calls, its waits and its agents: the sums are those one would make by hand. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/store/account.js';
import { conversationKey } from '../../../src/core/model.js';
import { type Participation, parts } from '../../../src/core/participation.js';
import type { QueueQuestion, QueueSums } from '../../../src/core/queue.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, directory, ext, participationOf, recordOf, type Sample, type Told, told } from './sample.js';

const queues = [8, 9].map(ext);
const part = fc.constantFrom(...parts);
const state = fc.constantFrom('call', 'call', 'call', 'fax', 'running');
const internal = fc.boolean();
const ofQueue = fc
  .record({ part, state, internal, direction: fc.constantFrom('inbound', 'inbound', 'outbound'), waitMs: fc.option(fc.nat(60)) })
  .map(
    ({ waitMs, ...each }): Omit<Told, 'extension'> =>
      ({ ...each, ...(waitMs !== null && { waitMs }) }) as Omit<Told, 'extension'>,
  );
const ofAgent = fc.record({ part, internal, queue: fc.constantFrom(...queues) });
const anyCalls = fc.array(fc.tuple(fc.nat(20), ofQueue, ofAgent, ofAgent), { maxLength: 25 }).map((all) =>
  all.map(
    ([at, queue, first, second], n): Sample => ({
      id: `r${n}`,
      at,
      told: [
        { ...queue, extension: ext(8) },
        { ...first, state: queue.state ?? 'call', extension: ext(1) },
        { ...second, state: queue.state ?? 'call', extension: ext(2) },
      ],
    }),
  ),
);

function byHand(samples: readonly Sample[], { queue, span, within, internal: only }: QueueQuestion): QueueSums {
  const rows = samples
    .flatMap(({ id, at = 0, told: each }) => each.map((one) => participationOf(conversationKey(id), at, one)))
    .filter((row) => row.state === 'call' && row.startedAt >= span.from && row.startedAt < span.to)
    .filter((row) => only === undefined || row.internal === only);
  const own = rows.filter(({ extension, direction }) => extension === queue && direction === 'inbound');
  const sum = (all: readonly Participation[], of: (row: Participation) => number) =>
    all.reduce((total, row) => total + of(row), 0);
  const kinds = <Key>(all: readonly Participation[], keyOf: (row: Participation) => Key) => [...new Set(all.map(keyOf))];
  const ofQueueByHand = (each: Participation['part']) => {
    const ended = own.filter((row) => row.part === each);
    const known = ended.filter(({ waitMs }) => waitMs !== undefined);
    return {
      part: each,
      count: ended.length,
      known: known.length,
      totalMs: sum(known, ({ waitMs = 0 }) => waitMs),
      longestMs: Math.max(0, ...known.map(({ waitMs = 0 }) => waitMs)),
      within: known.filter(({ waitMs = 0 }) => waitMs <= within).length,
    };
  };
  const did = rows.filter((row) => row.queue === queue);
  return {
    waits: kinds(own, (row) => row.part).map(ofQueueByHand),
    agents: kinds(did, ({ extension, part: each }) => `${extension} ${each}`).map((key) => {
      const all = did.filter((row) => `${row.extension} ${row.part}` === key);
      const [first] = all as [Participation];
      return { agent: first.extension, part: first.part, count: all.length };
    }),
  };
}

const ordered = ({ waits, agents }: QueueSums) => ({
  waits: [...waits].sort((a, b) => (a.part < b.part ? -1 : 1)).map((each) => ({ ...each, longestMs: each.longestMs ?? 0 })),
  agents: [...agents].sort((a, b) => (`${a.agent} ${a.part}` < `${b.agent} ${b.part}` ? -1 : 1)),
});

afterAll(stopEngines);

describe.each(engines)('the sums of a queue on $name', ({ database }) => {
  let db: Database;
  beforeEach(async () => {
    db = await database();
  });
  afterEach(() => db.close());

  it('are those by hand, and each of them is a list', async () => {
    const store = await db.open();
    const calls = createCallStore(await db.engine(), account, told);
    const anyQuestion = fc.record({ from: fc.nat(21), to: fc.nat(21), within: fc.nat(60), internal: fc.option(internal) });
    const property = fc.asyncProperty(anyCalls, fc.array(anyQuestion, { minLength: 1, maxLength: 4 }), async (samples, asked) => {
      await store.account(account).erase();
      await calls.upsert(samples.map(recordOf), directory, 1);
      for (const { from, to, within, internal: only } of asked) {
        const filter = only === null ? {} : { internal: only };
        const span = { from, to };
        const sums = await calls.queue({ queue: ext(8), span, within, ...filter });
        expect(ordered(sums)).toEqual(ordered(byHand(samples, { queue: ext(8), span, within, ...filter })));
        for (const { agent, part: each, count } of sums.agents) {
          const list = await calls.list({ subjects: [agent], filter: { ...filter, parts: [each], queue: ext(8) }, span }, 0, 100);
          expect(list).toHaveLength(count);
        }
        for (const { part: each, within: timely, known } of sums.waits) {
          const listed = async (longer: boolean) => {
            const own = { ...filter, parts: [each], direction: 'inbound' as const, wait: { ms: within, longer } };
            return (await calls.list({ subjects: [ext(8)], filter: own, span }, 0, 100)).length;
          };
          expect([await listed(false), await listed(true)]).toEqual([timely, known - timely]);
        }
      }
    });
    await fc.assert(property, { numRuns: 50 });
  });
});
