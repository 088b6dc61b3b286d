/** Asks the bot's own pipeline a line in a circumstance, over a company in memory, and gives back what it refused and what it said. */
import { answer, answerDigest } from '../../../src/bot/answer.js';
import type { Refusal } from '../../../src/bot/command/refusal.js';
import { createOffice } from '../../../src/bot/desks/office.js';
import type { Chat, Post } from '../../../src/core/chat.js';
import { UserError } from '../../../src/core/errors.js';
import { chatId } from '../../../src/core/model.js';
import type { CallTotals } from '../../../src/core/question.js';
import type { AccountStore } from '../../../src/ports.js';
import { messengerOf, openAccess, quietOffice } from '../quiet.js';
import { company, directory, here, locale, mentioned, now, persons, type Setting, self, settingOf } from './circumstances.js';

/** Nobody has called yet. */
const calls = {
  totals: async (): Promise<CallTotals> => ({
    calls: 0,
    byPart: {},
    talkMs: 0,
    apart: {},
    made: 0,
    rangFor: new Map(),
    rangForOthers: 0,
    bySubject: new Map(),
  }),
  list: async () => [],
  slots: async () => [],
  last: async () => null,
  callers: async () => [],
  numbers: async () => new Map(),
  recounting: async () => null,
  conversation: async () => null,
};

const nothing = async () => {};

function answeringIn(setting: Setting) {
  const refused: string[] = [];
  const store = {
    directory: { read: async () => (setting.peopleAreRead ? directory : null), syncedAt: async () => now },
    calls,
    state: { callSync: async () => ({ through: now, coveredFrom: 0, target: 0 }) },
    chats: {
      chat: async (id: Chat['id']) => (id === here ? setting.chat : null),
      saveChat: nothing,
      known: async () => [],
      persons: async () => new Map(),
      savePersons: nothing,
      roomSetting: async () => setting.shows,
      setRoomSetting: nothing,
    },
    profiles: { locale: async () => ({ locale, readAt: now }) },
    digests: { list: async () => setting.digests, add: async (digest: object) => ({ ...digest, id: 1 }) },
    privacy: { hidden: async () => new Set(), hide: nothing, show: nothing },
    activity: { room: async () => null, rooms: async () => [], counts: async () => [] },
    audit: { append: nothing, list: async () => [], count: async () => 0 },
  } as unknown as AccountStore;
  const messenger = messengerOf(self, {
    openDirect: async () => chatId('5002'),
    persons: async (some) => some.flatMap((id) => persons.get(id) ?? []),
    chat: async () => setting.chat,
  });
  const quiet = quietOffice({ account: () => store, clock: { now: () => now }, fallback: locale });
  const office = createOffice({
    ...quiet,
    readerOf: (account) => (setting.connection ? quiet.readerOf(account) : null),
    accessOf: () => ({ ...openAccess, colleagues: setting.colleagues }),
    connectionOf: () => setting.connection,
    connecting: { ...quiet.connecting, lacks: setting.lacks },
    log: { ...quiet.log, info: (_, fields) => void refused.push(String(fields?.code)) },
  });
  return { refused, answering: office(company, messenger) };
}

const mention = (id: string) => `![:Person](${id})`;

/** As the chat sends it: whoever is mentioned by first name, by id; in a room, the bot before it. */
function postOf(line: string, { asker, chat, byDigest }: Setting): Post {
  const said = line.replace(/@(\w+)/g, (typed, name: string) => (mentioned[name] ? mention(mentioned[name]) : typed));
  const names = new Map([...line.matchAll(/@(\w+)/g)].map(([, name = '']) => [mentioned[name] ?? '', name]));
  return {
    id: 'p',
    chat: here,
    creator: asker,
    text: chat.type === 'Direct' || byDigest ? said : `${mention(self)} ${said}`,
    mentions: [
      { id: self, type: 'Person' },
      ...[...names].map(([id, name]) => ({ id, type: 'Person', name: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` })),
    ],
    createdAt: now,
  };
}

export interface Refused {
  /** What was refused before and at last; empty where it was answered. */
  readonly codes: readonly string[];
  /** What the asker reads, wherever it was posted. */
  readonly sentence: string;
}

/** The last word on a refusal's line. */
export async function refusedBy({ say, where, after }: Refusal): Promise<Refused> {
  const setting = settingOf(where);
  const { refused, answering } = answeringIn(setting);
  if (setting.byDigest) return digestRefused(postOf(say, setting), answering);
  if (after !== undefined) await answer(postOf(after, setting), now, now, answering);
  const steps = await answer(postOf(say, setting), now, now, answering);
  return { codes: refused, sentence: steps[0]?.text ?? '' };
}

async function digestRefused(post: Post, answering: Parameters<typeof answerDigest>[3]): Promise<Refused> {
  const fault = await answerDigest(post, '', now, answering).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(fault instanceof UserError)) throw fault ?? new Error('the digest was answered');
  return { codes: [fault.code], sentence: fault.sentence };
}
