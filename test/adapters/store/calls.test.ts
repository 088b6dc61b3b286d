/** Whatever order and however often records come, every call is counted as its latest version says, once. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/store/account.js';
import type { Part } from '../../../src/core/participation.js';
import type { CallQuestion } from '../../../src/core/question.js';
import type { CallStore } from '../../../src/ports.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, directory, ext, recordOf, type Sample, told } from './sample.js';

const everything = (parts?: readonly Part[]): CallQuestion => ({
  subjects: [ext(1), ext(2)],
  filter: parts === undefined ? {} : { parts },
  span: { from: 0, to: 10_000 },
});

afterAll(stopEngines);

describe.each(engines)('calls on $name', ({ database }) => {
  let db: Database;
  let calls: CallStore;
  beforeEach(async () => {
    db = await database();
    calls = createCallStore(await db.engine(), account, told);
  });
  afterEach(() => db.close());

  const upsert = (...samples: Sample[]) => calls.upsert(samples.map(recordOf), directory, 1);
  const shown = async (parts?: readonly Part[]) =>
    (await calls.list(everything(parts), 0, 100)).map(({ participations }) =>
      [participations[0]?.conversation, ...participations.map(({ extension, part }) => `${extension} ${part}`)].join(' '),
    );

  it('counts a record once, however often it comes', async () => {
    const sample: Sample = { id: 'a', told: [{ extension: ext(1), talkMs: 70 }] };
    await upsert(sample, sample);
    await upsert(sample);
    expect(await calls.totals(everything())).toEqual({
      calls: 1,
      talkMs: 70,
      byPart: { answered: 1 },
      made: 0,
      apart: {},
      bySubject: new Map([[ext(1), { calls: 1, byPart: { answered: 1 }, talkMs: 70, talked: 1, longestMs: 70 }]]),
      rangFor: new Map(),
      rangForOthers: 0,
    });
  });

  it('follows a corrected record, and drops the participations it no longer implies', async () => {
    await upsert({ id: 'a', modified: 1, told: [{ extension: ext(1) }, { extension: ext(2) }] });
    await upsert({ id: 'a', modified: 2, told: [{ extension: ext(1), part: 'missed' }] });
    expect(await shown()).toEqual(['a 401 missed']);
  });

  it('never lets an older version overwrite a newer one', async () => {
    await upsert({ id: 'a', modified: 2, told: [{ extension: ext(1), part: 'missed' }] });
    await upsert({ id: 'a', modified: 1, told: [{ extension: ext(1) }] }, { id: 'b', told: [{ extension: ext(2) }] });
    expect(await shown()).toEqual(['a 401 missed', 'b 402 answered']);
    await upsert(
      { id: 'c', modified: 5, told: [{ extension: ext(1) }] },
      { id: 'c', modified: 4, told: [{ extension: ext(2) }] },
    );
    expect(await shown()).toContain('c 401 answered');
  });

  it('joins records of one conversation that come apart', async () => {
    await upsert({ id: 'a', conversation: 's', at: 2_000, told: [{ extension: ext(1) }] });
    await upsert({ id: 'b', conversation: 's', at: 1_500, told: [{ extension: ext(2), part: 'missed' }] });
    const [call, ...more] = await calls.list(everything(), 0, 10);
    expect(more).toEqual([]);
    expect(call?.participations.map(({ extension, startedAt }) => [extension, startedAt])).toEqual([
      [ext(1), 1_500],
      [ext(2), 1_500],
    ]);
    expect((await calls.totals(everything())).calls).toBe(1);
  });

  it('recomputes both conversations when a record moves to another', async () => {
    await upsert(
      { id: 'a', conversation: 's', told: [{ extension: ext(1) }] },
      { id: 'b', conversation: 's', told: [{ extension: ext(2) }] },
    );
    await upsert({ id: 'b', conversation: 't', told: [{ extension: ext(2) }] });
    expect(await shown()).toEqual(['s 401 answered', 't 402 answered']);
  });

  it('removes a deleted record, and keeps it removed when an old version comes late', async () => {
    await upsert(
      { id: 'a', conversation: 's', modified: 1, told: [{ extension: ext(1) }] },
      { id: 'b', conversation: 's', modified: 1, told: [{ extension: ext(2) }] },
    );
    await upsert({ id: 'b', conversation: 's', modified: 2, deleted: true, told: [] });
    expect(await shown()).toEqual(['s 401 answered']);
    await upsert({ id: 'b', conversation: 's', modified: 1, told: [{ extension: ext(2) }] });
    expect(await shown()).toEqual(['s 401 answered']);
    await upsert({ id: 'a', conversation: 's', modified: 2, deleted: true, told: [] });
    expect(await shown()).toEqual([]);
  });

  it('takes more records than fit one transaction', async () => {
    const samples = [...Array(2_500).keys()].map((n): Sample => ({ id: `r${n}`, at: n, told: [{ extension: ext(1) }] }));
    await upsert(...samples);
    expect((await calls.totals(everything())).calls).toBe(2_500);
  });

  it('keeps names no database likes', async () => {
    const name = `N\0ul, "quote", 'quote', $1, ? \ud800 😀 \\u0000`;
    await upsert({ id: 'a', told: [{ extension: ext(1), counterpart: { name, phoneNumber: '+1650' } }] });
    const [call] = await calls.list(everything(), 0, 1);
    expect(call?.participations[0]?.counterpart.name).toBe(`N\ufffdul, "quote", 'quote', $1, ? \ufffd 😀 \\u0000`);
  });

  it('leaves nothing behind when computing fails', async () => {
    const broken = createCallStore(await db.engine(), account, {
      ...told,
      associate: () => {
        throw new Error('our bug');
      },
    });
    await expect(broken.upsert([recordOf({ id: 'a', told: [{ extension: ext(1) }] })], directory, 1)).rejects.toThrow('our bug');
    await upsert({ id: 'b', told: [{ extension: ext(1) }] });
    expect(await shown()).toEqual(['b 401 answered']);
  });

  it('finds the newest call with somebody, or with anybody', async () => {
    await upsert(
      { id: 'a', at: 1_000, told: [{ extension: ext(1), counterpart: { extensionId: ext(9), phoneNumber: '+19' } }] },
      { id: 'b', at: 2_000, told: [{ extension: ext(1), counterpart: { phoneNumber: '+14' } }] },
      { id: 'c', at: 3_000, told: [{ extension: ext(1), part: 'rang', counterpart: { phoneNumber: '+14' } }] },
    );
    const key = async (counterpart?: Parameters<CallStore['last']>[1]) =>
      (await calls.last([ext(1)], counterpart))?.participations[0]?.conversation;
    expect(await key()).toBe('b');
    expect(await key({ extensionId: ext(9) })).toBe('a');
    expect(await key({ phoneNumber: '+14' })).toBe('b');
    expect(await key({ extensionId: ext(9), phoneNumber: '+14' })).toBe('b');
    expect(await key({ phoneNumber: '+1' })).toBeUndefined();
    expect(await calls.last([ext(2)])).toBeNull();
  });
});
