/** Totals and lists equal what counting the participations by hand gives, for any calls and any question. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/store/account.js';
import type { Figures } from '../../../src/core/figures.js';
import { conversationKey, type ExtensionId } from '../../../src/core/model.js';
import { callParts, type Participation, parts } from '../../../src/core/participation.js';
import type { CallQuestion, CallTotals, ListedCall } from '../../../src/core/question.js';
import type { CallStore } from '../../../src/ports.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, directory, ext, participationOf, recordOf, type Sample, type Told, told } from './sample.js';

const extensions = [1, 2, 3, 4].map(ext);
const queues = [8, 9].map(ext);

const anyTold: fc.Arbitrary<Told> = fc.record({
  extension: fc.constantFrom(...extensions),
  direction: fc.constantFrom('inbound', 'outbound'),
  part: fc.constantFrom(...parts),
  state: fc.constantFrom('call', 'call', 'call', 'fax', 'running', 'blocked'),
  talkMs: fc.nat(100),
  internal: fc.boolean(),
  counterpart: fc.constantFrom({}, { extensionId: ext(5) }, { phoneNumber: '+16505550100' }),
});
const withQueue = fc
  .tuple(anyTold, fc.option(fc.constantFrom(...queues)), fc.option(fc.nat(100)))
  .map(([each, queue, waitMs]) => ({ ...each, ...(queue && { queue }), ...(waitMs !== null && { waitMs }) }));
const anyCalls = fc
  .array(fc.record({ at: fc.nat(20), told: fc.uniqueArray(withQueue, { selector: ({ extension }) => extension }) }), {
    maxLength: 25,
  })
  .map((all) => all.map((each, n): Sample => ({ ...each, id: `r${n}` })));
const anyQuestion: fc.Arbitrary<CallQuestion> = fc.record({
  subjects: fc.array(fc.constantFrom(...extensions, ext(7)), { maxLength: 4 }),
  filter: fc.record(
    {
      parts: fc.subarray([...parts]),
      direction: fc.constantFrom('inbound', 'outbound'),
      internal: fc.boolean(),
      queue: fc.constantFrom(...queues, null),
      wait: fc.record({ ms: fc.nat(100), longer: fc.boolean() }),
    },
    { requiredKeys: [] },
  ),
  span: fc.tuple(fc.nat(21), fc.nat(21)).map(([from, to]) => ({ from, to })),
  together: fc.boolean(),
  counterpart: fc.constantFrom({}, {}, { extensionId: ext(5) }, { phoneNumber: '+16505550100' }),
});

const distinct = (rows: readonly Participation[]) => new Set(rows.map(({ conversation }) => conversation)).size;
function countBy<K>(rows: readonly Participation[], keyOf: (row: Participation) => K | undefined): Map<K, number> {
  const keys = new Set(rows.map(keyOf).filter((key) => key !== undefined));
  return new Map([...keys].map((key) => [key as K, distinct(rows.filter((row) => keyOf(row) === key))]));
}

function byHand(samples: readonly Sample[], { subjects, filter, span, together, counterpart = {} }: CallQuestion) {
  const found = samples
    .flatMap(({ id, at = 0, told: each }) => each.map((one) => participationOf(conversationKey(id), at, one)))
    .filter(
      (row) => subjects.includes(row.extension) && row.state === 'call' && row.startedAt >= span.from && row.startedAt < span.to,
    )
    .filter((row) => filter.direction === undefined || row.direction === filter.direction)
    .filter((row) => filter.internal === undefined || row.internal === filter.internal)
    .filter((row) => filter.queue === undefined || (row.queue ?? null) === filter.queue)
    .filter(({ waitMs }) => !filter.wait || (waitMs !== undefined && waitMs > filter.wait.ms === filter.wait.longer))
    .filter(
      ({ counterpart: { extensionId, phoneNumber } }) =>
        [extensionId, undefined].includes(counterpart.extensionId) && [phoneNumber, undefined].includes(counterpart.phoneNumber),
    );
  const isAsked = ({ part }: Participation) => (filter.parts ?? callParts).includes(part);
  const both = (conversation: string) =>
    found.filter((row) => row.conversation === conversation && isAsked(row)).length >= new Set(subjects).size;
  const seen = found.filter(({ conversation }) => !together || both(conversation));
  const asked = seen.filter(isAsked);
  const figuresByHand = (id: ExtensionId): Figures => {
    const own = asked.filter(({ extension }) => extension === id);
    return {
      calls: distinct(own),
      byPart: Object.fromEntries(
        countBy(
          seen.filter(({ extension }) => extension === id),
          ({ part }) => part,
        ),
      ),
      talkMs: own.reduce((sum, { talkMs }) => sum + talkMs, 0),
      talked: own.filter(({ talkMs }) => talkMs > 0).length,
      longestMs: Math.max(0, ...own.map(({ talkMs }) => talkMs)),
    };
  };
  const totals: CallTotals = {
    calls: distinct(asked),
    talkMs: asked.reduce((sum, { talkMs }) => sum + talkMs, 0),
    byPart: Object.fromEntries(countBy(asked, ({ part }) => part)),
    apart: Object.fromEntries(
      countBy(
        seen.filter(({ part }) => ['rang', 'elsewhere', 'on behalf', 'gave up', 'unknown'].includes(part)),
        ({ part }) => part,
      ),
    ),
    made: distinct(asked.filter(({ part }) => ['connected', 'not connected'].includes(part))),
    rangFor: countBy(
      seen.filter(({ part }) => ['rang', 'elsewhere', 'on behalf'].includes(part)),
      ({ queue }) => queue,
    ),
    rangForOthers: distinct(seen.filter(({ part, queue }) => part === 'rang' && queue === undefined)),
    bySubject: new Map([...new Set(seen.map(({ extension }) => extension))].map((id) => [id, figuresByHand(id)])),
  };
  const keys = [...new Set(asked.map(({ conversation }) => conversation))];
  const list: ListedCall[] = keys
    .map((key) => asked.filter(({ conversation }) => conversation === key).sort((a, b) => (a.extension < b.extension ? -1 : 1)))
    .sort(([a], [b]) => (b?.startedAt ?? 0) - (a?.startedAt ?? 0) || ((a?.conversation ?? '') < (b?.conversation ?? '') ? -1 : 1))
    .map((participations) => ({ participations }));
  return { totals, list };
}

afterAll(stopEngines);

describe.each(engines)('questions on $name', ({ database }) => {
  let db: Database;
  let calls: CallStore;
  beforeEach(async () => {
    db = await database();
  });
  afterEach(() => db.close());

  it('counts and lists as one would by hand', async () => {
    const store = await db.open();
    const engine = await db.engine();
    await fc.assert(
      fc.asyncProperty(anyCalls, fc.array(anyQuestion, { minLength: 1, maxLength: 5 }), async (samples, questions) => {
        await store.account(account).erase();
        calls = createCallStore(engine, account, told);
        await calls.upsert(samples.map(recordOf), directory, 1);
        for (const question of questions) {
          const expected = byHand(samples, question);
          expect(await calls.totals(question)).toEqual(expected.totals);
          expect(await calls.list(question, 0, 100)).toEqual(expected.list);
          expect(await calls.list(question, 1, 2)).toEqual(expected.list.slice(1, 3));
          // All within the first quarter of an hour there is.
          const began = expected.totals.calls === 0 ? [] : [{ startedAt: 0, calls: expected.totals.calls }];
          expect(await calls.slots(question)).toEqual(began);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('asks about thousands of people at once', async () => {
    calls = createCallStore(await db.engine(), account, told);
    await calls.upsert(
      [...Array(50).keys()].map((n) => recordOf({ id: `r${n}`, told: [{ extension: ext(n) }] })),
      directory,
      1,
    );
    const subjects = [...Array(5_000).keys()].map(ext);
    const question: CallQuestion = { subjects, filter: {}, span: { from: 0, to: 10_000 } };
    expect((await calls.totals(question)).calls).toBe(50);
    expect(await calls.list(question, 0, 20)).toHaveLength(20);
  });
});
