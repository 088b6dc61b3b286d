/** Which posts hold call data is known from before they are sent until they are taken back, whatever dies in between. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/adapters/store/open.js';
import { accountId, chatId, postId } from '../../../src/core/model.js';
import { type Database, engines, stopEngines } from './engines.js';

const [ours, theirs] = [accountId('1'), accountId('2')];
const [room, direct] = [chatId('room'), chatId('direct')];

afterAll(stopEngines);

describe.each(engines)('posts with call data on $name', ({ database }) => {
  let db: Database;
  let store: Store;
  beforeEach(async () => {
    db = await database();
    store = await db.open();
  });
  afterEach(() => db.close());

  const claim = (uuid: string, account = ours) =>
    store.inbox.claim({ uuid, account, kind: 'digest', chat: room, body: '{}', receivedAt: 1 });
  const inRoom = () => store.account(ours).posted.inRoom(room);

  it('are noted with the mark that they are on their way, and by their id once they stand', async () => {
    await claim('a');
    await store.inbox.posting('a', room, 1_000, undefined, true);
    const [reopened] = [(await db.open()).account(ours).posted];
    expect(await reopened.inRoom(room)).toEqual([{ delivery: 'a', postedAt: 1_000, onItsWay: true }]);
    expect(await reopened.standsIn(room)).toBe(true);
    await store.inbox.answered('a', 2_000, postId('p'));
    expect(await inRoom()).toEqual([{ delivery: 'a', post: 'p', postedAt: 1_000, onItsWay: false }]);
    expect(await store.account(ours).posted.rooms()).toEqual([{ chat: room, latest: 1_000 }]);
  });

  it('are noted in their own account only, and other posts not at all', async () => {
    await claim('a');
    await claim('b', theirs);
    await store.inbox.posting('a', room, 1_000);
    await store.inbox.answered('a', 2_000, postId('p'));
    await store.inbox.posting('b', room, 1_000, undefined, true);
    expect(await store.account(ours).posted.rooms()).toEqual([]);
    expect(await store.account(ours).posted.standsIn(room)).toBe(false);
    expect(await store.account(theirs).posted.rooms()).toEqual([{ chat: room, latest: 1_000 }]);
  });

  it('are forgotten where they certainly did not arrive, or were answered elsewhere instead', async () => {
    await claim('a');
    await store.inbox.posting('a', room, 1_000, undefined, true);
    await store.inbox.posting('a', room, null, undefined, true);
    expect(await inRoom()).toEqual([]);
    await store.inbox.posting('a', room, 2_000, undefined, true);
    await store.inbox.posting('a', direct, 3_000);
    expect(await inRoom()).toEqual([]);
    await store.inbox.posting('a', room, 4_000, postId('in the direct chat'));
    await store.inbox.answered('a', 5_000, postId('the line'));
    expect(await inRoom()).toEqual([]);
  });

  it('stay in doubt where the answer was given up', async () => {
    await claim('a');
    await store.inbox.posting('a', room, 1_000, undefined, true);
    await store.inbox.posting('a', room, 9_000, undefined, true);
    await store.inbox.answered('a', 10_000);
    expect(await inRoom()).toEqual([{ delivery: 'a', postedAt: 9_000, onItsWay: false }]);
  });

  it('are held as answers for longer than their delivery is remembered', async () => {
    await claim('a');
    await store.inbox.posting('a', room, 1_000, undefined, true);
    await store.inbox.answered('a', 2_000, postId('p'));
    await store.inbox.prune(3_000);
    expect(await store.inbox.held(ours, [postId('p'), postId('q')])).toEqual(new Set(['p']));
    expect(await inRoom()).toHaveLength(1);
  });

  it('come newest first, and go one by one, by age, and with the bot', async () => {
    for (const [uuid, at] of [
      ['a', 1_000],
      ['b', 2_000],
      ['c', 3_000],
      ['d', 4_000],
    ] as const) {
      await claim(uuid);
      await store.inbox.posting(uuid, room, at, undefined, true);
      await store.inbox.answered(uuid, at, postId(`post ${uuid}`));
    }
    const { posted } = store.account(ours);
    await posted.withdrawn(room, 'c');
    await posted.prune(2_000);
    expect((await inRoom()).map(({ post }) => post)).toEqual(['post d', 'post b']);
    await store.account(ours).erase();
    expect(await posted.rooms()).toEqual([]);
  });
});
