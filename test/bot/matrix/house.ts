/** A small company in memory, in which every call betrays whose it is, and the bot's own pipeline over it. */
import { answer } from '../../../src/bot/answer.js';
import { createOffice } from '../../../src/bot/desks/office.js';
import type { AccessPolicy } from '../../../src/core/access/policy.js';
import type { RoomSetting } from '../../../src/core/access.js';
import type { Chat, Post } from '../../../src/core/chat.js';
import { noFigures } from '../../../src/core/figures.js';
import {
  type ConversationKey,
  chatId,
  conversationKey,
  type ExtensionId,
  extensionId,
  personId,
} from '../../../src/core/model.js';
import type { Participation } from '../../../src/core/participation.js';
import type { CallerQuestion, CallQuestion, CallTotals, ListedCall } from '../../../src/core/question.js';
import type { AccountStore, StoredConversation } from '../../../src/ports.js';
import { totalsOf } from '../../core/rendering/telling.js';
import { messengerOf, openAccess, quietOffice, readerOf } from '../quiet.js';
import { callerOf, company, customer, directory, locale, now, people, persons, self, type Who, withCustomer } from './company.js';
import { activityOf } from './posts.js';

export const rooms = ['team', 'group', 'guest', 'external', 'twin', 'untold', 'archived', 'everyone', 'direct'] as const;
export type RoomKind = (typeof rooms)[number];
export const askers = ['colleague', 'manager', 'holder', 'named holder', 'guest', 'external', 'twin', 'left'] as const;
export type AskerKind = (typeof askers)[number];

export interface Cell {
  readonly asker: AskerKind;
  readonly room: RoomKind;
  readonly setting: RoomSetting | null;
  readonly colleagues: AccessPolicy['colleagues'];
}

const personIs: Readonly<Record<AskerKind, string>> = {
  colleague: '101',
  manager: '101',
  holder: '101',
  'named holder': '101',
  guest: 'glip-7',
  external: '777',
  twin: '108',
  left: '107',
};

const here = chatId('5001');
const direct = chatId('5002');
const ids = (...some: string[]) => some.map(personId);
const chatOf = (id: string, type: Chat['type'], members: readonly string[], archived = false): Chat => ({
  id: chatId(id),
  type,
  archived,
  members: [...ids(...members), self],
  readAt: now,
});

function roomOf(kind: RoomKind, asker: string): Chat {
  const inside = [...new Set(['101', '102', '103', asker])];
  if (kind === 'direct') return chatOf(here, 'Direct', [asker]);
  if (kind === 'everyone') return chatOf(here, 'Everyone', [...inside, '104', '105']);
  const visitor = { guest: ['glip-8'], external: ['777'], twin: ['108'], untold: ['109'] }[kind as string] ?? [];
  return chatOf(here, kind === 'group' ? 'Group' : 'Team', [...inside, ...visitor], kind === 'archived');
}

/** She shares a team with Tom and Hedda; with Abe only what does not count. */
const elsewhere = (asker: string) => [
  chatOf('6001', 'Team', [asker, '103', '104']),
  chatOf('6002', 'Team', [asker, '105'], true),
  chatOf('6003', 'Group', [asker, '105']),
  { ...chatOf('6004', 'Team', [asker, '105']), readAt: 0 },
  chatOf('6005', 'Team', [asker, '105']),
];

/** A count that says whose calls are in it: one bit each, above a thousand. */
const bit = (id: ExtensionId) => 2 ** (Number(id) - 101);
/** A minute that says whose call it is. */
const minuteOf = (id: ExtensionId) => Number(id) - 90;

const participation = (id: ExtensionId): Participation => ({
  conversation: conversationKey(`c${id}`),
  extension: id,
  direction: 'inbound',
  part: 'answered',
  rule: 'd',
  state: 'call',
  startedAt: Date.UTC(2026, 10, 18, 7, minuteOf(id)),
  talkMs: 60_000,
  durationMs: 60_000,
  counterpart: { phoneNumber: customer },
  internal: false,
  leftVoicemail: false,
});
/** Calls by their short numbers, and who was in them. */
export const calledIn: ReadonlyMap<number, readonly Who[]> = new Map([
  [1024, Object.keys(people) as Who[]],
  [1048, ['hidden', 'absent']],
]);
/** It rang at each of them, in a record that betrays whose it is. */
const wholeCall = (ids: readonly ExtensionId[]): StoredConversation => ({
  records: ids.map((id) => ({
    id: `r${id}`,
    telephonySessionId: 'all',
    extensionId: id,
    from: { phoneNumber: customer },
    to: { extensionId: id },
    type: 'Voice',
    direction: 'Inbound',
    action: 'Phone Call',
    result: 'Missed',
    startTime: Date.UTC(2026, 10, 18, 7, minuteOf(id)),
    durationMs: 5_000,
    finished: true,
    deleted: false,
    legs: [],
  })),
  participations: ids.map((id) => ({ ...participation(id), part: 'missed', rule: 'k' })),
});
const wholeCalls = new Map([...calledIn].map(([number, who]) => [number, wholeCall(who.map((each) => people[each].id))]));
const callOf = (...of: ExtensionId[]): ListedCall => ({ participations: of.map(participation) });

const calls = {
  totals: async ({ subjects }: CallQuestion): Promise<CallTotals> => ({
    ...totalsOf([]),
    calls: 1000 + subjects.reduce((sum, id) => sum + bit(id), 0),
    byPart: { answered: 1 },
    bySubject: new Map(subjects.map((id) => [id, { ...noFigures, calls: 3000 + bit(id), byPart: { answered: 3000 + bit(id) } }])),
  }),
  list: async ({ subjects }: CallQuestion) => subjects.map((id) => callOf(id)),
  slots: async ({ subjects }: CallQuestion) => [{ startedAt: now, calls: 1000 + subjects.reduce((sum, id) => sum + bit(id), 0) }],
  last: async (subjects: readonly ExtensionId[]) => (subjects.length === 0 ? null : callOf(...subjects)),
  numbers: async (keys: readonly ConversationKey[]) => new Map(keys.map((key) => [key, 5000 + Number(key.slice(1))])),
  recounting: async () => null,
  conversation: async (number: number) => wholeCalls.get(number) ?? null,
  withExtension: async () => withCustomer.map((who) => people[who].id),
  queue: async () => ({
    waits: [{ part: 'answered', count: 40, known: 40, totalMs: 40_000, longestMs: 2_000, within: 40 }],
    agents: Object.values(people).map(({ id }) => ({ agent: id, part: 'answered', count: 3000 + bit(id) })),
  }),
  /** Whoever called one of them gave a name that betrays whom. */
  callers: async ({ subjects }: CallerQuestion) =>
    withCustomer
      .filter((who) => subjects.includes(people[who].id))
      .map((who) => ({ phoneNumber: customer, name: callerOf(who), lastAt: now })),
  withNumber: async () => withCustomer.map((who) => people[who].id),
};

export interface Seen {
  /** What was posted in the room, and what in the asker's direct chat. */
  readonly here: string;
  readonly direct: string;
}

/** Asks as this asker, in this room, and gives back what was posted. */
export async function ask({ asker, room, setting, colleagues }: Cell, line: string): Promise<Seen> {
  const who = personIs[asker];
  const chat = roomOf(room, who);
  const known = new Map([chat, ...elsewhere(who)].map((each) => [each.id, each]));
  const nothing = async () => {};
  const store = {
    directory: { read: async () => directory, syncedAt: async () => now },
    calls,
    state: { callSync: async () => ({ through: now, coveredFrom: 0, target: 0 }) },
    chats: {
      chat: async (id: Chat['id']) => known.get(id) ?? null,
      saveChat: nothing,
      known: async () => [...known.values()],
      persons: async () => new Map(),
      savePersons: nothing,
      roomSetting: async (id: Chat['id']) => (id === here ? setting : id === '6005' ? 'private' : null),
      setRoomSetting: nothing,
    },
    profiles: { locale: async () => ({ locale, readAt: now }) },
    digests: { list: async () => [], add: async (digest: object) => ({ ...digest, id: 1 }) },
    privacy: { hidden: async () => new Set([people.hidden.id]), hide: nothing, show: nothing },
    activity: activityOf({ ...(room !== 'direct' && { asked: here }), known: [...known.keys()], bit }),
    audit: { append: nothing, list: async () => [], count: async () => 0 },
  } as unknown as AccountStore;
  const messenger = messengerOf(self, {
    openDirect: async () => direct,
    persons: async (some) => some.flatMap((id) => persons.get(id) ?? []),
    // Read again: Abe has left that team.
    chat: async (id) => chatOf(id, 'Team', [who]),
  });
  const told = asker === 'holder' ? true : asker === 'named holder' ? null : false;
  const manager = { who: extensionId('101'), over: { people: [], departments: ['field'], queues: [], sites: [] } };
  const office = createOffice({
    ...quietOffice({ account: () => store, clock: { now: () => now }, fallback: locale }),
    readerOf: () => readerOf(locale, async () => told),
    accessOf: () => ({
      ...openAccess,
      colleagues,
      holders: asker === 'named holder' ? [extensionId('101')] : [],
      managers: asker === 'manager' ? [manager] : [],
    }),
  });
  const mention = `![:Person](${self})`;
  const post: Post = {
    id: 'p',
    chat: here,
    creator: personId(who),
    text: chat.type === 'Direct' ? line : `${mention} ${line}`,
    mentions: [{ id: self, type: 'Person' }],
    createdAt: now,
  };
  const steps = await answer(post, now, now, office(company, messenger));
  const postedIn = (id: Chat['id']) =>
    steps
      .filter((step) => step.chat === id)
      .map(({ text }) => text)
      .join('\n');
  return { here: postedIn(here), direct: postedIn(direct) };
}

/** Whose calls a text betrays: in a count, one by one, or both. */
export function betrayed(text: string): { readonly counted: readonly Who[]; readonly listed: readonly Who[] } {
  const names = Object.keys(people) as Who[];
  const counts = [...text.matchAll(/\b(1\d{3}) calls?\b/g)].map(([, count]) => Number(count) - 1000);
  const single = [...text.matchAll(/\b(3\d{3})\b/g)].map(([, count]) => Number(count) - 3000);
  const posts = [...text.matchAll(/\b(\d+) posts?\b/g)].map(([, count]) => Number(count));
  const minutes = [...text.matchAll(/\b0?7:(\d\d)\b/g)].map(([, minute]) => Number(minute));
  return {
    counted: names.filter((who) => [...counts, ...single, ...posts].some((count) => (count & bit(people[who].id)) > 0)),
    listed: names.filter((who) => minutes.includes(minuteOf(people[who].id))),
  };
}
