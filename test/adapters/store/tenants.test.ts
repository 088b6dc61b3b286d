/** No account sees another's rows, and an uninstalled one leaves none. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/adapters/store/engine.js';
import { accountTables, tableNames } from '../../../src/adapters/store/models.js';
import type { Store } from '../../../src/adapters/store/open.js';
import type { Extension } from '../../../src/core/directory.js';
import { type AccountId, chatId, conversationKey, personId, postId } from '../../../src/core/model.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, directory, ext, other, recordOf } from './sample.js';

const alice: Extension = {
  id: ext(1),
  kind: 'person',
  type: 'User',
  status: 'Enabled',
  name: 'Alice',
  numbers: ['+16505550101'],
};
const question = {
  subjects: [ext(1)],
  filter: { parts: ['unknown', 'missed', 'answered'] as const },
  span: { from: 0, to: 9_999 },
};

/** Puts something into every table that has an account. */
async function fill(store: Store, of: AccountId) {
  const { directory: people, calls, state, chats, profiles } = store.account(of);
  await people.replace({ extensions: [alice], members: new Map([[ext(9), [ext(1)]]]) }, 7);
  const known = (await people.read()) ?? directory;
  const call = recordOf({ id: 'r', told: [] });
  await calls.upsert(
    [{ ...call, from: { phoneNumber: '+1650' }, to: { extensionId: ext(1) }, extensionId: ext(1), result: 'Missed' }],
    known,
    1,
  );
  await calls.numbers([conversationKey('r')]);
  await state.saveCallSync({ token: 't' });
  await chats.saveChat({ id: chatId('c'), type: 'Team', archived: false, readAt: 1 });
  await chats.savePersons([{ id: personId('p'), name: 'Pat' }]);
  await chats.setRoomSetting(chatId('c'), 'details', personId('p'), 1);
  await profiles.saveLocale(ext(1), { zone: 'Europe/Berlin', language: 'de-DE', hour12: false }, 3);
  await store.bots.save({ id: 'bot', account: of, token: '{}', installedAt: 1 });
  await store.inbox.claim({
    uuid: `of ${of}`,
    account: of,
    kind: 'post',
    chat: chatId('c'),
    post: postId('p'),
    body: '{}',
    receivedAt: 1,
  });
  await store.inbox.posting(`of ${of}`, chatId('c'), 2, undefined, true);
  const tokens = { refreshToken: 'r', accessToken: 'a', accessEndsAt: 9, scope: 'ReadCallLog' };
  await store.consents.save({ account: of, person: personId('p'), tokens, connectedAt: 1, refreshedAt: 2, lostAt: null });
  await store.consents.useLink(of, 'link', 9, 1);
  await store.secretsOf(of).write('webhook-bot', 'token');
  await store.work.every('sync', of, 1_000, 1);
  await store.account(of).state.saveHeardAt(1);
  await store.account(of).digests.add({
    chat: chatId('c'),
    owner: personId('p'),
    cron: '0 9 * * *',
    schedule: 'every day at 09:00',
    zone: 'UTC',
    say: 'calls',
    paused: false,
    nextAt: 1,
    source: 'chat',
  });
  await store.leases.keep([of]);
  await store.account(of).privacy.hide(ext(1), 1);
  const { activity } = store.account(of);
  await activity.turnOn(chatId('c'), personId('p'), 1, 0);
  await activity.count([{ id: postId('p'), chat: chatId('c'), creator: personId('1'), createdAt: 1 }]);
  await store.account(of).audit.append({
    question: 'q',
    how: 'chat',
    at: 1,
    asker: ext(2),
    chat: chatId('c'),
    chatType: 'Team',
    command: 'calls',
    subjects: [ext(1)],
    given: 'totals',
  });
}

afterAll(stopEngines);

describe.each(engines)('accounts on $name', ({ name, database }) => {
  let db: Database;
  let store: Store;
  let engine: Engine;
  beforeEach(async () => {
    db = await database();
    store = await db.open();
    engine = await db.engine();
  });
  afterEach(() => db.close());

  const rowsOf = async (of: AccountId) => {
    const counts = await Promise.all(
      accountTables.map(async (table) => {
        const [row] = await engine.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE account = $1`, [of]);
        return [table, row?.n] as const;
      }),
    );
    return Object.fromEntries(counts);
  };

  it('gives back what was saved', async () => {
    await fill(store, account);
    const { directory: people, calls, state, chats, profiles } = store.account(account);
    expect([...((await people.read())?.members ?? [])]).toEqual([[ext(9), [ext(1)]]]);
    expect((await people.read())?.extensions.get(ext(1))).toEqual(alice);
    expect(await people.syncedAt()).toBe(7);
    expect((await calls.totals(question)).byPart).toEqual({ missed: 1 });
    expect(await state.callSync()).toEqual({ token: 't' });
    expect(await chats.chat(chatId('c'))).toEqual({ id: 'c', type: 'Team', archived: false, readAt: 1 });
    expect(await chats.persons([personId('p'), personId('q')])).toEqual(new Map([['p', { id: 'p', name: 'Pat' }]]));
    expect(await chats.roomSetting(chatId('c'))).toBe('details');
    expect(await profiles.locale(ext(1))).toEqual({
      locale: { zone: 'Europe/Berlin', language: 'de-DE', hour12: false },
      readAt: 3,
    });
    await chats.forgetChat(chatId('c'));
    expect(await chats.chat(chatId('c'))).toBeNull();
  });

  it('shows nothing of another account', async () => {
    await fill(store, account);
    const { directory: people, calls, state, chats, profiles } = store.account(other);
    expect(await people.read()).toBeNull();
    expect(await people.syncedAt()).toBeNull();
    expect((await calls.totals(question)).calls).toBe(0);
    expect(await calls.list(question, 0, 9)).toEqual([]);
    expect(await calls.last([ext(1)])).toBeNull();
    expect(await state.callSync()).toEqual({});
    expect(await chats.chat(chatId('c'))).toBeNull();
    expect(await chats.persons([personId('p')])).toEqual(new Map());
    expect(await chats.roomSetting(chatId('c'))).toBeNull();
    expect(await profiles.locale(ext(1))).toBeNull();
    expect(await store.account(other).privacy.hidden()).toEqual(new Set());
    expect(await store.account(other).activity.rooms()).toEqual([]);
    expect(await store.account(other).activity.counts([chatId('c')], [personId('1')], { from: 0, to: 9_999 })).toEqual([]);
    expect(await store.account(other).audit.list({}, 0, 9)).toEqual([]);
  });

  it('erases an account from every table, and no other', async () => {
    await fill(store, account);
    await fill(store, other);
    const full = Object.fromEntries(accountTables.map((table) => [table, 1]));
    expect(await rowsOf(account)).toEqual(full);
    await store.account(account).erase();
    expect(await rowsOf(account)).toEqual(Object.fromEntries(accountTables.map((table) => [table, 0])));
    expect(await rowsOf(other)).toEqual(full);
    expect(await store.account(account).directory.read()).toBeNull();
  });

  it('knows every table there is, with every column', async () => {
    const columns =
      name === 'sqlite'
        ? `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'`
        : `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public'`;
    const found = await engine.query<{ table: string; column: string }>(columns);
    const tables = new Set(found.map(({ table }) => table));
    expect([...tables].sort()).toEqual([...tableNames, 'migrations'].sort());
    const withAccount = found.filter(({ column }) => column === 'account').map(({ table }) => table);
    expect(withAccount.sort()).toEqual([...accountTables].sort());
  });

  it('keeps the last name of who is gone, and hears of a replacement by another process', async () => {
    const people = store.account(account).directory;
    const elsewhere = (await db.open()).account(account).directory;
    await people.replace({ extensions: [alice, { ...alice, id: ext(2), name: 'Bob', numbers: [] }], members: new Map() }, 1);
    const first = await people.read();
    expect(await people.read()).toBe(first);
    expect((await elsewhere.read())?.extensions.get(ext(1))?.status).toBe('Enabled');
    await elsewhere.replace({ extensions: [{ ...alice, id: ext(2), name: 'Robert', numbers: [] }], members: new Map() }, 2);
    const second = await people.read();
    expect(second?.extensions.get(ext(1))).toEqual({ ...alice, status: 'Deleted' });
    expect(second?.owners.get('+16505550101')).toBeUndefined();
    expect(second?.extensions.get(ext(2))?.name).toBe('Robert');
    expect(await people.syncedAt()).toBe(2);
  });
});
