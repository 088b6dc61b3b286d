/** How each method of each port of an account is driven, saying what only that account says. */
import { type AccountId, chatId, personId, postId } from '../../../src/core/model.js';
import type { AccountStore } from '../../../src/ports.js';
import { directory, ext, account as ours, recordOf, other as theirs } from './sample.js';

/** What one account says where the other says something else, under the same ids. */
export interface Mark {
  readonly account: AccountId;
  readonly word: string;
  readonly at: number;
  /** Of the call's other party, so that both have a call with somebody the other has none with. */
  readonly number: string;
}

export const marks: readonly [Mark, Mark] = [
  { account: ours, word: 'alpha', at: 1_111_111, number: '+16505551111' },
  { account: theirs, word: 'beta', at: 2_222_222, number: '+16505552222' },
];
const span = { from: 0, to: 9_999_999 };
/** Both accounts begin to number their calls with it. */
const firstNumber = 1001;
const question = { subjects: [ext(1)], filter: {}, span };
export const [chat, person] = [chatId('c'), personId('p')];

const written = (word: string, at: number) => ({ id: postId(word), chat, creator: personId(word), createdAt: at });

type Drive = (of: AccountStore, mark: Mark) => Promise<unknown>;
export type Methods = Readonly<Record<string, Drive>>;

const known = async (of: AccountStore) => (await of.directory.read()) ?? directory;

export const writers: Methods = {
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

export const readers: Methods = {
  'directory.read': (of) => of.directory.read(),
  'directory.syncedAt': (of) => of.directory.syncedAt(),
  'calls.totals': (of) => of.calls.totals(question),
  'calls.list': (of) => of.calls.list(question, 0, 9),
  'calls.slots': (of) => of.calls.slots(question),
  'calls.queue': (of) => of.calls.queue({ queue: ext(1), span, within: 20_000 }),
  'calls.withExtension': (of) => of.calls.withExtension(ext(1)),
  'calls.last': (of) => of.calls.last([ext(1)]),
  'calls.callers': (of) => of.calls.callers({ subjects: [ext(1)], span }, 9),
  'calls.withNumber': async (of) => Promise.all(marks.map(({ number }) => of.calls.withNumber(number))),
  'calls.numbers': async (of) => {
    const listed = await of.calls.list(question, 0, 9);
    const unnumbered = listed.filter(({ number }) => number === undefined);
    return of.calls.numbers(unnumbered.flatMap(({ participations }) => participations.map(({ conversation }) => conversation)));
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
export const destroyers: Methods = {
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
