/** The bot's pipeline over a store in which everything but the calls is warm, as in a chat that asked a minute ago. */
import { openStore } from '../../../src/adapters/store/open.js';
import { answer } from '../../../src/bot/answer.js';
import { createOffice } from '../../../src/bot/desks/office.js';
import type { Chat } from '../../../src/core/chat.js';
import type { Extension } from '../../../src/core/directory.js';
import { accountId, chatId, type ExtensionId, extensionId, type Instant, personId } from '../../../src/core/model.js';
import { messengerOf, quietOffice, readerOf } from '../../bot/quiet.js';
import { secretFor } from '../secret.js';
import { silent } from '../silent.js';

export const account = accountId('37');
export const now: Instant = Date.UTC(2026, 9, 5, 15);
const locale = { zone: 'America/New_York', language: 'en-US', hour12: true };
const self = personId('900000001');

const idOf = (n: number) => `${800_000_000 + n}`;
/** The phone admin: there everybody may be asked about. */
const asker = personId(idOf(0));

/** `direct` is the admin's chat with the bot; `team` has thirty members, `company` everybody. */
export type ChatName = 'direct' | 'team' | 'company';
const chats: Readonly<Record<ChatName, string>> = { direct: '5000001', team: '5000002', company: '5000003' };
const teamSize = 30;

export interface Company {
  readonly people: readonly ExtensionId[];
  readonly queues: readonly ExtensionId[];
}

export const companyOf = (people: number, queues: number): Company => ({
  people: Array.from({ length: people }, (_, n) => extensionId(idOf(n))),
  queues: Array.from({ length: queues }, (_, n) => extensionId(`${700_000_000 + n}`)),
});

/** Mentions of the bot and of the people with these numbers stand where a line has `@bot` and `@7`. */
export interface Desk {
  /** The lines of the answer, and how long they took, ms. */
  ask(chat: ChatName, line: string): Promise<{ readonly lines: readonly string[]; readonly took: number }>;
  close(): Promise<void>;
}

export async function openDesk(databaseUrl: string, { people, queues }: Company): Promise<Desk> {
  const store = await openStore({
    databaseUrl,
    ...secretFor(databaseUrl),
    clock: { now: () => now },
    log: silent,
  });
  const { directory, chats: known, profiles, state } = store.account(account);
  const extensions = [
    ...people.map((id, n) => extensionOf(id, { type: 'User', kind: 'person', name: `Person Number${n}` }, n)),
    ...queues.map((id, n) => extensionOf(id, { type: 'Department', kind: 'queue', name: `Queue ${n}` }, 50_000 + n)),
  ];
  await directory.replace({ extensions, members: new Map() }, now);
  const members = people.map((id) => personId(id));
  const chat = (name: ChatName, type: Chat['type'], of: Chat['members'] = []) =>
    known.saveChat({ id: chatId(chats[name]), type, name, archived: false, members: [...of, self], readAt: now });
  await chat('direct', 'Direct', [asker]);
  await chat('team', 'Team', members.slice(0, teamSize));
  await chat('company', 'Team', members);
  await known.savePersons([...members, self].map((id) => ({ id, name: 'Somebody', companyId: account })));
  await profiles.saveLocale(extensionId(asker), locale, now);
  await state.saveCallSync({ through: now, coveredFrom: 0, target: 0 });
  const office = createOffice({
    ...quietOffice({ account: (id) => store.account(id), clock: { now: () => now }, fallback: locale }),
    readerOf: () => readerOf(locale, async () => true),
    log: silent,
  });
  const answering = office(account, messengerOf(self));
  let asked = 0;

  return {
    async ask(name, line) {
      const mentioned = [...line.matchAll(/@(\d+)/g)].map(([, n]) => idOf(Number(n)));
      const text = line.replaceAll(/@(\d+)/g, (_, n) => `![:Person](${idOf(Number(n))})`);
      const post = {
        // Every question is another one: its entry in the audit is written too.
        id: String(++asked),
        chat: chatId(chats[name]),
        creator: asker,
        text: `![:Person](${self}) ${text}`,
        mentions: [self, ...mentioned].map((id) => ({ id, type: 'Person' })),
        createdAt: now,
      };
      const begun = performance.now();
      const steps = await answer(post, now, now, answering);
      const took = performance.now() - begun;
      return { lines: steps.flatMap(({ text: said }) => said.split('\n')), took };
    },
    close: () => store.close(),
  };
}

const extensionOf = (id: ExtensionId, what: Pick<Extension, 'type' | 'kind' | 'name'>, n: number): Extension => ({
  ...{ id, ...what, status: 'Enabled', extensionNumber: `${10_000 + n}` },
  numbers: what.kind === 'person' ? [`+1650${String(5_000_000 + n)}`] : [],
});
