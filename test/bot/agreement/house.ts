/** The bot's own pipeline over a real store that holds a made-up company's calls; whoever asks may see everything. */
import { associationBy, createCallStore } from '../../../src/adapters/store/account.js';
import type { Engine } from '../../../src/adapters/store/engine.js';
import type { Store } from '../../../src/adapters/store/open.js';
import { answer } from '../../../src/bot/answer.js';
import { createOffice } from '../../../src/bot/desks/office.js';
import type { CallRecord } from '../../../src/core/call.js';
import type { Locale } from '../../../src/core/chat.js';
import { chatId, extensionId, type Instant, personId } from '../../../src/core/model.js';
import type { Rules } from '../../../src/core/rules.js';
import type { AccountStore } from '../../../src/ports.js';
import { silent } from '../../bench/silent.js';
import { type Company, directoryOfCompany, type Worker } from '../../core/conversations/company.js';
import { messengerOf, openAccess, quietOffice, readerOf } from '../quiet.js';

export interface House {
  readonly company: Company;
  readonly rules: Rules;
  readonly now: Instant;
  readonly locale: Locale;
  readonly pageSize: number;
  readonly records: readonly (readonly CallRecord[])[];
}

/** The direct chat with the bot, and a team whose room is opened for lists. */
export type Place = 'direct' | 'team';
export type AskIn = (place: Place, line: string) => Promise<string>;

const self = personId('900000001');
const chats = { direct: chatId('5000001'), team: chatId('5000002') };
const isHere = ({ left }: Worker) => left === undefined;

/** Those in the team; the first of them asks. */
export const inTeam = ({ people }: Company): readonly Worker[] => people.filter(isHere).slice(0, 4);

/** Fills the store anew, and gives back what a person in one of the chats does: ask, and read. */
export async function moveIn(store: Store, engine: Engine, house: House): Promise<AskIn> {
  const { company, rules, now, locale, pageSize, records } = house;
  const { account } = company;
  const whole = store.account(account);
  await whole.erase();
  const directory = directoryOfCompany(company);
  const calls = createCallStore(engine, account, associationBy(rules));
  for (const batch of records) await calls.upsert(batch, directory, 1);
  const team = inTeam(company);
  const [asker] = team as [Worker];
  const members = (some: readonly Worker[]) => [...some.map(({ id }) => personId(id)), self];
  await whole.chats.saveChat({ id: chats.direct, type: 'Direct', archived: false, members: members([asker]), readAt: now });
  await whole.chats.saveChat({ id: chats.team, type: 'Team', archived: false, members: members(team), readAt: now });
  await whole.chats.savePersons(
    members(company.people.filter(isHere)).map((id) => ({ id, name: 'Somebody', companyId: account })),
  );
  await whole.chats.setRoomSetting(chats.team, 'details', personId(asker.id), now);
  await whole.profiles.saveLocale(extensionId(asker.id), locale, now);
  const known: AccountStore = {
    ...whole,
    calls,
    directory: { ...whole.directory, read: async () => directory },
    state: { ...whole.state, callSync: async () => ({ through: now, coveredFrom: 0, target: 0 }) },
  };
  const office = createOffice({
    ...quietOffice({ account: () => known, clock: { now: () => now }, fallback: locale }),
    readerOf: () => readerOf(locale, async () => true),
    accessOf: () => ({ ...openAccess, colleagues: 'details' }),
    masking: { masked: 'nowhere', never: [] },
    pageSize,
    rules,
    log: silent,
  });
  const answering = office(account, messengerOf(self));
  let asked = 0;
  return async (place, line) => {
    const post = {
      id: String(++asked),
      chat: chats[place],
      creator: personId(asker.id),
      text: `![:Person](${self}) ${line}`,
      mentions: [{ id: self, type: 'Person' }],
      createdAt: now,
    };
    const [step, ...more] = await answer(post, now, now, answering);
    if (!step || more.length > 0) throw new Error(`${line} was answered with ${step ? 'several posts' : 'nothing'}`);
    return step.text;
  };
}
