/** Every method of every port of an account, for two accounts in which everything has the same ids: nothing of the one is seen or touched. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/adapters/store/engine.js';
import { accountTables } from '../../../src/adapters/store/models.js';
import type { Store } from '../../../src/adapters/store/open.js';
import { type AccountId, chatId, personId, postId } from '../../../src/core/model.js';
import type { AccountStore } from '../../../src/ports.js';
import { type Database, engines, stopEngines } from './engines.js';
import { directory, ext, account as ours, recordOf, other as theirs } from './sample.js';

/** What one account says where the other says something else, under the same ids. */
interface Mark {
  readonly account: AccountId;
  readonly word: string;
  readonly at: number;
  /** Of the call's other party, so that both have a call with somebody the other has none with. */
  readonly number: string;
}

const marks: readonly [Mark, Mark] = [
  { account: ours, word: 'alpha', at: 1_111_111, number: '+16505551111' },
  { account: theirs, word: 'beta', at: 2_222_222, number: '+16505552222' },
];
const span = { from: 0, to: 9_999_999 };
/** Both accounts begin to number their calls with it. */
const firstNumber = 1001;
const question = { subjects: [ext(1)], filter: {}, span };
const [chat, person] = [chatId('c'), personId('p')];

const written = (word: string, at: number) => ({ id: postId(word), chat, creator: personId(word), createdAt: at });

type Drive = (of: AccountStore, mark: Mark) => Promise<unknown>;
type Methods = Readonly<Record<string, Drive>>;

const known = async (of: AccountStore) => (await of.directory.read()) ?? directory;

const writers: Methods = {
  'directory.replace': (of, { word, at }) => {
    const alice = { id: ext(1), kind: 'person', type: 'User', status: 'Enabled', name: word, numbers: [] } as const;
    return of.directory.replace({ extensions: [alice], members: new Map() }, at);
  },
  'calls.upsert': async (of, { word, at, number }) => {
    const call = { ...recordOf({ id: 'r', at, told: [] }), from: { phoneNumber: number, name: word } };
    return of.calls.upsert(
      [{ ...call, to: { extensionId: ext(1) }, extensionId: ext(1), result: 'Missed' }],
      await known(of),
      at,
    );
  },
  'state.saveCallSync': (of, { word }) => of.state.saveCallSync({ token: word }),
  'state.saveHeardAt': (of, { at }) => of.state.saveHeardAt(at),
  'chats.saveChat': (of, { word, at }) => of.chats.saveChat({ id: chat, type: 'Team', name: word, archived: false, readAt: at }),
  'chats.savePersons': (of, { word, at }) => of.chats.savePersons([{ id: person, name: word, readAt: at }]),
  'chats.setRoomSetting': (of, { word, at }) =>
    of.chats.setRoomSetting(chat, word === 'alpha' ? 'details' : 'totals', person, at),
  'profiles.saveLocale': (of, { word, at }) =>
    of.profiles.saveLocale(ext(1), { zone: word, language: 'en-GB', hour12: false }, at),
  'digests.add': (of, { word, at }) =>
    of.digests.add({
      chat,
      owner: person,
      cron: '0 9 * * *',
      schedule: word,
      zone: 'UTC',
      say: `calls ${word}`,
      paused: false,
      nextAt: at,
      source: 'chat',
    }),
  'digests.change': (of, { word }) => of.digests.change(1, { say: `calls ${word} changed` }),
  'privacy.hide': (of, { word, at }) => of.privacy.hide(ext(word === 'alpha' ? 1 : 2), at),
  'audit.append': (of, { word, at }) =>
    of.audit.append({
      question: 'q',
      how: 'chat',
      at,
      asker: ext(2),
      chat,
      chatType: 'Team',
      command: word,
      subjects: [ext(1)],
      given: 'totals',
    }),
  'activity.turnOn': (of, { word, at }) => of.activity.turnOn(chat, personId(word), at, 0),
  'activity.count': (of, { word, at }) => of.activity.count([written(word, at)]),
  'activity.countPage': async (of, { word, at }) => {
    const room = await of.activity.room(chat);
    const reading = { startedAt: at, doubts: 1, newest: at };
    if (room) await of.activity.countPage(room, [written(`${word} 2`, at)], { knownFrom: at, reading, next: word });
  },
  'activity.restart': (of) => of.activity.restart(chat),
  'activity.passOver': async (of, { at }) => {
    const room = await of.activity.room(chat);
    if (room) await of.activity.passOver(room, at);
  },
  'activity.doubt': (of) => of.activity.doubt(),
};

const readers: Methods = {
  'directory.read': (of) => of.directory.read(),
  'directory.syncedAt': (of) => of.directory.syncedAt(),
  'calls.totals': (of) => of.calls.totals(question),
  'calls.list': (of) => of.calls.list(question, 0, 9),
  'calls.slots': (of) => of.calls.slots(question),
  'calls.queue': (of) => of.calls.queue({ queue: ext(1), span, within: 20_000 }),
  'calls.withExtension': (of) => of.calls.withExtension(ext(1)),
  'calls.last': (of) => of.calls.last([ext(1)]),
  'calls.withNumber': async (of) => Promise.all(marks.map(({ number }) => of.calls.withNumber(number))),
  'calls.numbers': async (of) => {
    const listed = await of.calls.list(question, 0, 9);
    return of.calls.numbers(listed.flatMap(({ participations }) => participations.map(({ conversation }) => conversation)));
  },
  'calls.conversation': (of) => of.calls.conversation(firstNumber),
  'calls.recounting': (of) => of.calls.recounting(),
  'state.callSync': (of) => of.state.callSync(),
  'state.heardAt': (of) => of.state.heardAt(),
  'chats.chat': (of) => of.chats.chat(chat),
  'chats.known': (of) => of.chats.known(),
  'chats.persons': (of) => of.chats.persons([person]),
  'chats.roomSetting': (of) => of.chats.roomSetting(chat),
  'profiles.locale': (of) => of.profiles.locale(ext(1)),
  'digests.list': async (of) => [await of.digests.list(), await of.digests.list(chat)],
  'privacy.hidden': (of) => of.privacy.hidden(),
  'audit.list': async (of) => [
    await of.audit.list({}, 0, 9),
    await of.audit.list({ about: ext(1), involving: [ext(2)], span }, 0, 9),
  ],
  'audit.count': (of) => of.audit.count({}),
  'posted.rooms': (of) => of.posted.rooms(),
  'posted.standsIn': (of) => of.posted.standsIn(chat),
  'posted.inRoom': (of) => of.posted.inRoom(chat),
  'activity.rooms': (of) => of.activity.rooms(),
  'activity.room': (of) => of.activity.room(chat),
  'activity.counts': (of) => of.activity.counts([chat], [personId('alpha'), personId('beta')], span),
};

/** The two that end everything stand last. */
const destroyers: Methods = {
  'calls.recount': async (of, { at }) => of.calls.recount(await known(of), at),
  'digests.remove': (of) => of.digests.remove(1),
  'privacy.show': async (of) => Promise.all([of.privacy.show(ext(1)), of.privacy.show(ext(2))]),
  'posted.withdrawn': async (of) => Promise.all(marks.map(({ account }) => of.posted.withdrawn(chat, `${account} d`))),
  'posted.prune': (of) => of.posted.prune(span.to),
  'activity.prune': (of) => of.activity.prune(span.to),
  'activity.turnOff': (of) => of.activity.turnOff(chat),
  'calls.prune': (of) => of.calls.prune(span.to),
  'profiles.prune': (of) => of.profiles.prune(span.to, span.to),
  'audit.prune': (of) => of.audit.prune(span.to),
  'chats.forgetChat': (of) => of.chats.forgetChat(chat),
  forgetCalls: (of) => of.forgetCalls(),
  erase: (of) => of.erase(),
};

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
