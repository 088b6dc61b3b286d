/** A delivery is claimed once, is answered once, and its text is gone with the answer. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/adapters/store/open.js';
import { accountId, chatId, postId } from '../../../src/core/model.js';
import type { Delivery } from '../../../src/ports.js';
import { type Database, engines, stopEngines } from './engines.js';

const delivery = (uuid: string, more: Partial<Delivery> = {}): Delivery => ({
  uuid,
  account: accountId('1'),
  kind: 'post',
  chat: chatId('c1'),
  post: postId(`post of ${uuid}`),
  body: '{"text":"calls @alice"}',
  receivedAt: 1_000,
  ...more,
});

afterAll(stopEngines);

describe.each(engines)('the inbox on $name', ({ database }) => {
  let db: Database;
  let store: Store;
  beforeEach(async () => {
    db = await database();
    store = await db.open();
  });
  afterEach(() => db.close());

  it('claims a delivery once, however often it comes at the same time', async () => {
    const other = await db.open();
    const claims = await Promise.all([...Array(20).keys()].map((n) => (n % 2 ? store : other).inbox.claim(delivery('a'))));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await store.inbox.open()).toHaveLength(1);
  });

  it('knows a post again under another uuid, but only in the same account and chat', async () => {
    const post = postId('p');
    expect(await store.inbox.claim(delivery('a', { post }))).toBe(true);
    expect(await store.inbox.claim(delivery('b', { post }))).toBe(false);
    expect(await store.inbox.claim(delivery('c', { post, chat: chatId('c2') }))).toBe(true);
    expect(await store.inbox.claim(delivery('d', { post, account: accountId('2') }))).toBe(true);
  });

  it('takes several events of one chat that are not posts', async () => {
    for (const uuid of ['a', 'b']) {
      const { post: _, ...bare } = delivery(uuid, { kind: 'joined' });
      expect(await store.inbox.claim(bare)).toBe(true);
    }
  });

  it('shows what is not answered, oldest first, as it was claimed', async () => {
    await store.inbox.claim(delivery('late', { receivedAt: 2_000 }));
    await store.inbox.claim(delivery('early', { receivedAt: 1_000 }));
    await store.inbox.posting('late', chatId('direct'), 5_000);
    expect(await store.inbox.open()).toEqual([
      { ...delivery('early', { receivedAt: 1_000 }), state: 'received' },
      { ...delivery('late', { receivedAt: 2_000 }), state: 'posting', posting: { chat: 'direct', since: 5_000 } },
    ]);
  });

  it('shows the others where one cannot be opened, and says so once', async () => {
    for (const uuid of ['damaged', 'garbled', 'whole']) await store.inbox.claim(delivery(uuid));
    await (await db.engine()).write(async (tx) => {
      await tx.query(`UPDATE deliveries SET body = 'no sealed value' WHERE uuid = 'garbled'`);
      await tx.query(`UPDATE deliveries SET body = (SELECT body FROM deliveries WHERE uuid = 'whole') WHERE uuid = 'damaged'`);
    });
    for (let looks = 0; looks < 2; looks += 1)
      expect((await store.inbox.open()).map(({ uuid, body }) => [uuid, body])).toEqual([
        ['damaged', ''],
        ['garbled', ''],
        ['whole', delivery('whole').body],
      ]);
    const told = db.log.filter(({ message }) => message === 'a delivery cannot be opened');
    expect(told.map(({ level, fields }) => [level, fields.uuid])).toEqual([
      ['warn', 'damaged'],
      ['warn', 'garbled'],
    ]);
  });

  it('waits an hour for a key that another process may have', async () => {
    const receivedAt = db.clock.now();
    await store.inbox.claim(delivery('elsewhere', { receivedAt }));
    await store.inbox.claim(delivery('whole', { receivedAt }));
    await (await db.engine()).write((tx) =>
      tx.query(`UPDATE deliveries SET body = 'v1.0123abcd.' || substr(body, 13) WHERE uuid = 'elsewhere'`),
    );
    for (const minutes of [0, 30, 59]) {
      db.clock.set(receivedAt + minutes * 60_000);
      expect((await store.inbox.open()).map(({ uuid }) => uuid)).toEqual(['whole']);
    }
    const told = db.log.filter(({ message }) => message === 'a delivery waits for a secret key that is not here');
    expect(told.map(({ fields }) => fields)).toEqual([{ uuid: 'elsewhere', key: '0123abcd' }]);
    db.clock.set(receivedAt + 60 * 60_000);
    expect((await store.inbox.open()).map(({ uuid, body }) => [uuid, body])).toEqual([
      ['elsewhere', ''],
      ['whole', delivery('whole').body],
    ]);
  });

  it('holds the reply, and never posts an answer to what is answered', async () => {
    await store.inbox.claim(delivery('a'));
    await store.inbox.posting('a', chatId('c1'), 2_000);
    await store.inbox.answered('a', 3_000, postId('reply'));
    expect(await store.inbox.open()).toEqual([]);
    expect(await store.inbox.held(accountId('1'), [postId('reply'), postId('other')])).toEqual(new Set(['reply']));
    expect(await store.inbox.held(accountId('1'), [])).toEqual(new Set());
    await expect(store.inbox.posting('a', chatId('c1'), 4_000)).rejects.toThrow(/already answered/);
    expect(await store.inbox.claim(delivery('a'))).toBe(false);
  });

  it('lets one post at a time be on its way to a chat', async () => {
    const [c1, c2] = [chatId('c1'), chatId('c2')];
    for (const uuid of ['a', 'b', 'c']) await store.inbox.claim(delivery(uuid));
    await store.inbox.posting('a', c1, 2_000);
    await expect(store.inbox.posting('b', c1, 3_000)).rejects.toThrow(/still on its way/);
    expect((await store.inbox.open()).map(({ uuid, state }) => `${uuid} ${state}`)).toEqual([
      'a posting',
      'b received',
      'c received',
    ]);
    await store.inbox.posting('c', c2, 3_000);
    await store.inbox.posting('a', c1, 4_000);
    await store.inbox.posting('a', c1, null);
    await store.inbox.posting('b', c1, 5_000);
    await store.inbox.answered('b', 6_000, postId('reply'));
    await store.inbox.posting('a', c1, 7_000);
  });

  it('lets one reply answer one delivery only', async () => {
    await store.inbox.claim(delivery('a'));
    await store.inbox.claim(delivery('b'));
    await store.inbox.answered('a', 3_000, postId('reply'));
    await expect(store.inbox.answered('b', 3_000, postId('reply'))).rejects.toThrow(/The store failed/);
    expect((await store.inbox.open()).map(({ uuid }) => uuid)).toEqual(['b']);
    await store.inbox.answered('b', 3_000);
    expect(await store.inbox.open()).toEqual([]);
  });

  it('counts what was posted since, with both posts of an answer that took two', async () => {
    for (const [uuid, at] of [
      ['a', 100],
      ['b', 200],
      ['c', 300],
    ] as const) {
      await store.inbox.claim(delivery(uuid));
      if (uuid === 'b') await store.inbox.posting(uuid, chatId('c'), at, postId('earlier'));
      await store.inbox.answered(uuid, at, postId(`reply to ${uuid}`));
    }
    await store.inbox.claim(delivery('silent'));
    await store.inbox.answered('silent', 300);
    expect(await store.inbox.postedSince(accountId('1'), 200)).toBe(3);
  });

  it('knows where something was asked lately', async () => {
    const asked = (uuid: string, chat: string, receivedAt: number, more: Partial<Delivery> = {}) =>
      store.inbox.claim(delivery(uuid, { chat: chatId(chat), receivedAt, ...more }));
    await asked('a', 'early', 100);
    await asked('b', 'twice', 200);
    await asked('c', 'once', 300);
    await asked('d', 'twice', 400);
    await asked('e', 'joined only', 500, { kind: 'joined' });
    await asked('f', 'of another account', 500, { account: accountId('2') });
    await store.inbox.answered('d', 450);
    expect(await store.inbox.askedIn(accountId('1'), 200, 10)).toEqual(['twice', 'once']);
    expect(await store.inbox.askedIn(accountId('1'), 200, 1)).toEqual(['twice']);
  });

  it('forgets old answers only', async () => {
    for (const [uuid, at] of [
      ['old', 1_000],
      ['new', 2_000],
    ] as const) {
      await store.inbox.claim(delivery(uuid));
      await store.inbox.answered(uuid, at, postId(`reply ${uuid}`));
    }
    await store.inbox.claim(delivery('open', { receivedAt: 0 }));
    await store.inbox.prune(2_000);
    expect(await store.inbox.held(accountId('1'), [postId('reply old'), postId('reply new')])).toEqual(new Set(['reply new']));
    expect((await store.inbox.open()).map(({ uuid }) => uuid)).toEqual(['open']);
  });
});
