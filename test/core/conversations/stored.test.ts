/** What the store answers of made-up conversations is what happened, in whichever order and however often their records came. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCallRecord } from '../../../src/adapters/ringcentral/callRecord.js';
import { openStore } from '../../../src/adapters/store/open.js';
import { type Day, startOfDay } from '../../../src/core/calendar.js';
import type { Instant } from '../../../src/core/model.js';
import { callParts, type Participation, parts } from '../../../src/core/participation.js';
import type { CallFilter, CallQuestion } from '../../../src/core/question.js';
import type { CallStore } from '../../../src/ports.js';
import { type Choices, choosing, numbers } from './choices.js';
import { type Company, directoryOfCompany, makeCompany } from './company.js';
import { delivered } from './delivery.js';
import { logOf } from './records.js';
import type { Story } from './story.js';
import { tell } from './telling.js';
import { type Truth, truthOf } from './truth.js';
import { handOf, type Wire } from './wire.js';

const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const locale = { zone: 'America/New_York', language: 'en-US', hour12: true };
/** The nights on which that zone's clocks change, and the days around them. */
const days: readonly Day[] = [
  { year: 2026, month: 3, day: 7 },
  { year: 2026, month: 3, day: 8 },
  { year: 2026, month: 3, day: 28 },
  { year: 2026, month: 10, day: 24 },
  { year: 2026, month: 10, day: 31 },
  { year: 2026, month: 11, day: 1 },
  { year: 2026, month: 11, day: 20 },
];

const filters: readonly CallFilter[] = [
  {},
  ...parts.map((part) => ({ parts: [part] })),
  { direction: 'inbound' },
  { direction: 'outbound' },
  { internal: true },
  { internal: false },
];

interface Happened {
  readonly story: Story;
  readonly truth: Truth;
}

test('distinct conversations, each person’s figures, and lists as long as their figures', async () => {
  await fc.assert(
    fc.asyncProperty(
      numbers(12),
      fc.array(numbers(90), { minLength: 60, maxLength: 60 }),
      numbers(400),
      async (drawn, each, order) => {
        const company = makeCompany(choosing(drawn));
        const told = each.map((one, at) => tellWith(choosing(one), company, at * 2));
        const c = choosing(order);
        await withCalls(company, async (calls) => {
          for (const batch of batches(
            c,
            told.flatMap(({ wires }) => wires),
          )) {
            const read = batch.map((wire) => readCallRecord(wire)).flatMap((record) => record ?? []);
            await calls.upsert(read, directoryOfCompany(company), 1);
          }
          await compare(
            calls,
            company,
            told.flatMap(({ stories }) => stories),
          );
        });
      },
    ),
    { numRuns: 6, seed: 5, endOnFailure: true },
  );
}, 180_000);

function tellWith(c: Choices, company: Company, number: number): { stories: readonly Story[]; wires: readonly Wire[] } {
  const stories = tell(c, company, number);
  const wires = stories.flatMap((story) => delivered(c, logOf(handOf(c, company), story).records));
  return { stories, wires: JSON.parse(JSON.stringify(wires)) };
}

/** All of them in any order, in batches, some batches twice. */
function batches(c: Choices, wires: readonly Wire[]): readonly (readonly Wire[])[] {
  const rest = [...wires];
  const mixed = wires.flatMap(() => rest.splice(c.below(rest.length), 1));
  const cut: Wire[][] = [];
  while (mixed.length > 0) cut.push(mixed.splice(0, c.between(1, 40)));
  return cut.flatMap((batch) => (c.rarely(4) ? [batch, batch] : [batch]));
}

async function withCalls(company: Company, use: (calls: CallStore) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-conversations-'));
  const store = await openStore({ databaseUrl: `sqlite:${join(folder, 'calls.db')}`, clock: { now: () => 1 }, log: silent });
  try {
    await use(store.account(company.account).calls);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(calls: CallStore, company: Company, stories: readonly Story[]): Promise<void> {
  const counted = stories.filter(({ kind }) => kind === 'call');
  const happened = counted.flatMap((story) => truthOf(story, company).map((truth): Happened => ({ story, truth })));
  // Whom somebody calls who listens to their own mailbox is nobody's to say.
  const own = stories.filter(({ kind }) => kind === 'own mailbox').flatMap(({ dialler }) => dialler ?? []);
  const everyone = [...company.people, ...company.queues].map(({ id }) => id).filter((id) => !own.includes(id));
  for (const filter of filters) {
    for (const subjects of [everyone, ...everyone.map((id) => [id])]) {
      await same(calls, { subjects, filter, span: everything }, happened, (found) => found);
    }
  }
  for (const day of days) {
    const span = { from: startOfDay(day, locale), to: startOfDay({ ...day, day: day.day + 1 }, locale) };
    await same(calls, { subjects: everyone, filter: {}, span }, happened, (found) =>
      found.filter(({ story }) => story.at >= span.from && story.at < span.to),
    );
  }
}

async function same(
  calls: CallStore,
  question: CallQuestion,
  happened: readonly Happened[],
  within: (found: readonly Happened[]) => readonly Happened[],
): Promise<void> {
  const found = within(happened).filter(
    ({ truth }) => question.subjects.includes(truth.extension) && matches(truth, question.filter),
  );
  const totals = await calls.totals(question);
  const list = await calls.list(question, 0, 10_000);
  const what = JSON.stringify(question);
  const distinct = new Set(found.map(({ story }) => story.number)).size;
  expect(totals.calls, what).toBe(distinct);
  expect(list.length, what).toBe(distinct);
  for (const subject of question.subjects) {
    const mine = found.filter(({ truth }) => truth.extension === subject);
    expect(totals.bySubject.get(subject)?.calls ?? 0, `${subject} of ${what}`).toBe(mine.length);
    expect(list.filter((listed) => listed.participations.some(isOf(subject, question.filter))).length).toBe(mine.length);
  }
  const starts = list.map(({ participations }) => participations[0]?.startedAt ?? 0);
  expect(starts, what).toEqual([...starts].sort(newestFirst));
}

const newestFirst = (a: Instant, b: Instant) => b - a;

const isOf =
  (subject: Truth['extension'], { parts: wanted = callParts, direction, internal }: CallFilter) =>
  (one: Participation) =>
    one.extension === subject &&
    wanted.includes(one.part) &&
    (direction === undefined || one.direction === direction) &&
    (internal === undefined || one.internal === internal);

const matches = (truth: Truth, { parts: wanted = callParts, direction, internal }: CallFilter) =>
  wanted.includes(truth.part) &&
  (direction === undefined || truth.direction === direction) &&
  (internal === undefined || (typeof truth.counterpart === 'string') === internal);
