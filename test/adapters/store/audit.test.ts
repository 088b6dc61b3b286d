/** Who asked about whom is written once, never changed, found by either side, and gone with its age or its account. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditStore } from '../../../src/adapters/store/audit.js';
import type { Engine } from '../../../src/adapters/store/engine.js';
import { createPrivacyStore } from '../../../src/adapters/store/privacy.js';
import type { AuditEntry } from '../../../src/core/audit.js';
import { chatId } from '../../../src/core/model.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, ext, other } from './sample.js';

const entry = (question: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  question,
  how: 'chat',
  at: 1_000,
  asker: ext(1),
  chat: chatId('c'),
  chatType: 'Team',
  command: 'calls',
  subjects: [ext(2)],
  period: { label: 'today', span: { from: 0, to: 1_000 } },
  given: 'list',
  ...more,
});

afterAll(stopEngines);

describe.each(engines)('the audit on $name', ({ database }) => {
  let db: Database;
  let engine: Engine;
  beforeEach(async () => {
    db = await database();
    engine = await db.engine();
  });
  afterEach(() => db.close());

  const audit = () => createAuditStore(engine, account);
  const questions = async (question: Parameters<ReturnType<typeof audit>['list']>[0]) =>
    (await audit().list(question, 0, 100)).map((each) => each.question);

  it('gives back what was written, newest first, a page at a time', async () => {
    const whole = [
      entry('a', { subjects: [ext(2), ext(3)] }),
      entry('b', { at: 2_000, given: 'nothing', refusal: 'not-in-room', how: 'digest' }),
      entry('c', { at: 3_000, subjects: [], number: '+1 650 ••• 0100', given: 'profile', command: 'whois' }),
    ];
    for (const each of whole) await audit().append(each);
    expect(await audit().list({}, 0, 10)).toEqual([...whole].reverse());
    expect(await audit().list({}, 1, 1)).toEqual([whole[1]]);
    expect(await audit().count({})).toBe(3);
  });

  it('takes the same question with the same outcome for one, at whatever time it comes again', async () => {
    await audit().append(entry('a'));
    await audit().append(entry('a', { at: 9_000 }));
    expect(await audit().list({}, 0, 10)).toEqual([entry('a')]);
    await audit().append(entry('a', { given: 'nothing', refusal: 'not-in-room' }));
    await audit().append(entry('a', { subjects: [ext(2), ext(3)] }));
    expect(await audit().count({})).toBe(3);
  });

  it('finds who asked about somebody, without their own questions, and whatever somebody has to do with', async () => {
    await audit().append(entry('about 2', { at: 1 }));
    await audit().append(entry('2 about 2', { asker: ext(2), at: 2 }));
    await audit().append(entry('2 about 3', { asker: ext(2), subjects: [ext(3)], at: 3 }));
    await audit().append(entry('about 4', { subjects: [ext(4)], at: 4 }));
    expect(await questions({ about: ext(2) })).toEqual(['about 2']);
    expect(await questions({ involving: [ext(2)] })).toEqual(['2 about 3', '2 about 2', 'about 2']);
    expect(await questions({ involving: [ext(4), ext(3)] })).toEqual(['about 4', '2 about 3']);
    expect(await questions({ involving: [] })).toEqual([]);
    expect(await questions({ span: { from: 2, to: 4 } })).toEqual(['2 about 3', '2 about 2']);
    expect(await audit().count({ about: ext(2), span: { from: 2, to: 9 } })).toBe(0);
  });

  it('is refused by the database wherever something would change it', async () => {
    await audit().append(entry('a'));
    for (const change of [
      `UPDATE audit_entries SET asker = '403'`,
      `UPDATE audit_entries SET at = at`,
      `UPDATE audit_subjects SET extension = '403'`,
    ])
      await expect(engine.write((tx) => tx.query(change))).rejects.toThrow();
    await expect(
      engine.write((tx) => tx.put('audit_subjects', { account, entry: 'x', extension: '402', at: 1 })),
    ).resolves.toBeUndefined();
    expect(await audit().list({}, 0, 10)).toEqual([entry('a')]);
  });

  it('forgets what is older, and nothing newer, of its own account', async () => {
    for (const at of [1, 2, 3]) await audit().append(entry(`at ${at}`, { at }));
    await createAuditStore(engine, other).append(entry('theirs', { at: 1 }));
    await audit().prune(2);
    expect(await questions({})).toEqual(['at 3', 'at 2']);
    expect(await questions({ about: ext(2) })).toEqual(['at 3', 'at 2']);
    expect(await createAuditStore(engine, other).count({})).toBe(1);
    const [left] = await engine.query<{ n: number }>('SELECT COUNT(*) AS n FROM audit_subjects WHERE account = $1', [account]);
    expect(left?.n).toBe(2);
  });

  it('forgets more than one step takes', async () => {
    for (let n = 0; n < 45; n += 1) await audit().append(entry(`old ${n}`, { at: 10 + (n % 9) }));
    await audit().append(entry('kept', { at: 20 }));
    await audit().prune(20);
    expect(await questions({})).toEqual(['kept']);
    expect(await engine.query('SELECT entry FROM audit_subjects WHERE account = $1', [account])).toHaveLength(1);
  });

  it('remembers who hides, also after the reader was disconnected, but not after the company is erased', async () => {
    const store = (await db.open()).account(account);
    await store.privacy.hide(ext(1), 5);
    await store.privacy.hide(ext(1), 6);
    await store.privacy.hide(ext(2), 6);
    await store.privacy.show(ext(2));
    await store.forgetCalls();
    expect(await store.privacy.hidden()).toEqual(new Set([ext(1)]));
    expect(await createPrivacyStore(engine, other).hidden()).toEqual(new Set());
    await store.erase();
    expect(await store.privacy.hidden()).toEqual(new Set());
  });
});
