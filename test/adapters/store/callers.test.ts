/** Callers by the names they came with: of those asked for only, newest first, whatever signs the words hold; from the index alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/store/account.js';
import type { Engine } from '../../../src/adapters/store/engine.js';
import type { CallStore } from '../../../src/ports.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, directory, ext, other, recordOf, told } from './sample.js';

afterAll(stopEngines);

describe.each(engines)('callers on $name', ({ database }) => {
  let db: Database;
  let engine: Engine;
  let calls: CallStore;
  let next = 0;
  const call = (of: number, name: string | undefined, phoneNumber: string | undefined, more: object = {}) => {
    next += 1;
    const counterpart = { ...(name !== undefined && { name }), ...(phoneNumber !== undefined && { phoneNumber }) };
    return recordOf({ id: `r${next}`, at: next, told: [{ extension: ext(of), counterpart, ...more }] });
  };
  beforeAll(async () => {
    db = await database();
    engine = await db.engine();
    calls = createCallStore(engine, account, told);
    next = 0;
    await calls.upsert(
      [
        call(1, 'ACME CORP', '+16505550101'),
        call(1, 'ACME CORP', '+16505550101'),
        call(2, 'Acme Inc', '+16505550102'),
        call(1, '100%_sure!', '+16505550103'),
        call(1, 'MÜLLER', '+16505550104'),
        call(1, 'ANONYMOUS', undefined),
        call(1, undefined, '+16505550105'),
        call(1, 'Bob Ray', '+16505550106', { counterpart: { name: 'Bob Ray', phoneNumber: '1003', extensionId: ext(3) } }),
        call(1, 'A FAX', '+16505550107', { state: 'fax' }),
        call(3, `${'x'.repeat(5_000)}😀`, '+16505550108'),
      ],
      directory,
      1,
    );
    await createCallStore(engine, other, told).upsert([call(1, 'ACME ELSEWHERE', '+16505550109')], directory, 1);
  });
  afterAll(() => db.close());
  const found = async (subjects: readonly number[], containing?: string, span = { from: 0, to: 100 }) => {
    const question = { subjects: subjects.map(ext), span, ...(containing !== undefined && { containing }) };
    return (await calls.callers(question, 10)).map(({ name, lastAt }) => `${name} ${lastAt}`);
  };

  it.each<[subjects: readonly number[], containing: string | undefined, names: readonly string[]]>([
    [[1], undefined, ['MÜLLER 5', '100%_sure! 4', 'ACME CORP 2']],
    [[1, 2], 'acme', ['Acme Inc 3', 'ACME CORP 2']],
    [[1], 'acme', ['ACME CORP 2']],
    [[1], 'müller', ['MÜLLER 5']],
    [[1], '100%_', ['100%_sure! 4']],
    [[1], '%', ['100%_sure! 4']],
    [[1], '_', ['100%_sure! 4']],
    [[1], 'e!', ['100%_sure! 4']],
    [[1], 'zebra', []],
    [[], 'acme', []],
  ])('of %j with %s', async (subjects, containing, names) => {
    expect(await found(subjects, containing)).toEqual(names);
  });

  it('within the time asked for, as many as asked for, and no name longer than an index takes', async () => {
    expect(await found([1, 2], 'acme', { from: 0, to: 3 })).toEqual(['ACME CORP 2']);
    const [newest] = await calls.callers({ subjects: [ext(1)], span: { from: 0, to: 100 } }, 1);
    expect(newest).toEqual({ phoneNumber: '+16505550104', name: 'MÜLLER', lastAt: 5 });
    expect((await found([3]))[0]).toHaveLength(200 + ' 10'.length);
  });

  it('reads nothing but the index', async () => {
    if (engine.dialect.name !== 'sqlite') return;
    const plan = await engine.query<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT counterpart_number, counterpart_name, MAX(started_at) FROM participations
       WHERE account = '1' AND extension = '401' AND state = 'call' AND counterpart_extension IS NULL GROUP BY 1, 2`,
    );
    expect(plan.map(({ detail }) => detail).join()).toContain('USING COVERING INDEX participations_by_extension');
  });
});
