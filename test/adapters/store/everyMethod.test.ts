/** Every method of every port of an account, for two accounts in which everything has the same ids: nothing of the one is seen or touched. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/adapters/store/engine.js';
import { accountTables } from '../../../src/adapters/store/models.js';
import type { Store } from '../../../src/adapters/store/open.js';
import { postId } from '../../../src/core/model.js';
import { type Database, engines, stopEngines } from './engines.js';
import { chat, destroyers, type Mark, type Methods, marks, person, readers, writers } from './methods.js';
import { account as ours } from './sample.js';

/** `calls.list`, `erase`, …: all that can be asked of it. */
const namesOf = (store: object, before = ''): string[] =>
  Object.entries(store).flatMap(([name, value]) =>
    typeof value === 'function' ? [before + name] : namesOf(value as object, `${before}${name}.`),
  );

const told = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (inner instanceof Map || inner instanceof Set ? [...inner] : inner)) ?? 'nothing';

afterAll(stopEngines);

describe.each(engines)('every method of an account on $name', ({ database }) => {
  let db: Database;
  let store: Store;
  let engine: Engine;
  beforeEach(async () => {
    db = await database();
    store = await db.open();
    engine = await db.engine();
  });
  afterEach(() => db.close());

  /** What is written by other doors: the bot, the consent, a post with call data. */
  const fillBeside = async ({ account, word, at }: Mark) => {
    const uuid = `${account} d`;
    await store.bots.save({ id: 'bot', account, token: word, installedAt: at });
    const tokens = { refreshToken: word, accessToken: word, accessEndsAt: at, scope: word };
    await store.consents.save({ account, person, tokens, connectedAt: at, refreshedAt: at, lostAt: null });
    await store.consents.useLink(account, 'link', at, 1);
    await store.secretsOf(account).write('name', word);
    await store.inbox.claim({ uuid, account, kind: 'post', chat, post: postId('p'), body: word, receivedAt: at });
    await store.inbox.posting(uuid, chat, at, undefined, true);
    await store.inbox.answered(uuid, at, postId('reply'));
    await store.work.every('sync', account, at, at);
  };
  const rowsOf = async ({ account }: Mark) =>
    Object.fromEntries(
      await Promise.all(
        accountTables.map(async (table) => {
          const rows = await engine.query(`SELECT * FROM ${table} WHERE account = $1`, [account]);
          return [table, rows.map((row) => JSON.stringify(row)).sort()] as const;
        }),
      ),
    );

  it('is driven here', () => {
    const driven = [writers, readers, destroyers].flatMap((methods) => Object.keys(methods));
    expect(driven.sort(), 'a method of an account is not driven by this test').toEqual(namesOf(store.account(ours)).sort());
  });

  it('sees and changes nothing of another account', async () => {
    const [mine, other] = marks;
    await fillBeside(mine);
    for (const write of Object.values(writers)) await write(store.account(mine.account), mine);
    await readers['calls.numbers']?.(store.account(mine.account), mine);
    const before = await rowsOf(mine);
    expect(Object.entries(before).flatMap(([table, rows]) => (rows.length === 0 ? [table] : []))).toEqual(['leases']);
    const all = async (methods: Methods) => {
      for (const [name, drive] of Object.entries(methods)) {
        const answer = told(await drive(store.account(other.account), other));
        expect([name, answer]).toEqual([name, expect.not.stringMatching(/alpha|1111111|16505551111/)]);
        expect([name, await rowsOf(mine)]).toEqual([name, before]);
      }
    };
    await all(readers);
    await fillBeside(other);
    await all(writers);
    await all(readers);
    const own = async (name: string) => told(await readers[name]?.(store.account(mine.account), mine));
    for (const name of Object.keys(readers))
      expect([name, await own(name)]).toEqual([name, expect.not.stringMatching(/beta|2222222/)]);
    for (const name of [
      'directory.read',
      'calls.list',
      'calls.conversation',
      'state.callSync',
      'chats.known',
      'digests.list',
      'audit.list',
    ])
      expect(await own(name)).toContain('alpha');
    await all(destroyers);
    expect(Object.values(await rowsOf(other)).flat()).toEqual([]);
  });

  it('is the same for what is asked of the store with an account’s name', async () => {
    const [mine, other] = marks;
    for (const mark of marks) await fillBeside(mark);
    const before = await rowsOf(mine);
    expect((await store.bots.find(other.account, 'bot'))?.token).toBe('beta');
    expect((await store.consents.find(other.account))?.tokens.scope).toBe('beta');
    expect(await store.secretsOf(other.account).read('name')).toBe('beta');
    expect(await store.inbox.postedSince(other.account, mine.at)).toBe(1);
    await store.bots.remove(other.account, 'bot');
    await store.secretsOf(other.account).remove('name');
    await store.consents.lose({ account: other.account, connectedAt: mine.at }, 9);
    const tokens = { refreshToken: 'x', accessToken: 'x', accessEndsAt: 1, scope: 'x' };
    expect(await store.consents.renew({ account: other.account, connectedAt: mine.at }, tokens, 9)).toBe(false);
    expect(await store.consents.useLink(other.account, 'another', 9, 9_999_999)).toBe(true);
    expect(await store.consents.wasUsed(mine.account, 'another')).toBe(false);
    expect(await rowsOf(mine)).toEqual(before);
    await store.account(other.account).erase();
    expect(await store.inbox.held(other.account, [postId('reply')])).toEqual(new Set());
    expect(await store.inbox.held(mine.account, [postId('reply')])).toEqual(new Set(['reply']));
    expect(await store.inbox.askedIn(other.account, 0, 9)).toEqual([]);
    expect(await rowsOf(mine)).toEqual(before);
  });
});
