/** Asks stores of different sizes the same questions through the bot's own pipeline, in a process of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, openStore } from '../../src/adapters/store/open.js';
import { type Answering, answer } from '../../src/bot/answer.js';
import { commands } from '../../src/commands/index.js';
import type { Extension } from '../../src/core/directory.js';
import { accountId, chatId, extensionId, type Instant, personId } from '../../src/core/model.js';
import { standardRules } from '../../src/core/rules.js';
import type { AccountStore, Messenger } from '../../src/ports.js';
import { fill } from './participations.js';
import { silent } from './silent.js';

export interface AskTask {
  readonly participations: number;
  readonly questions: number;
}

/** Milliseconds per question; `own` is the store that holds the asked week and nothing else. */
export interface Asked {
  readonly full: readonly number[];
  readonly empty: readonly number[];
  readonly own: readonly number[];
  readonly openMb: number;
}

const people = 500;
/** A million in a year, about 40 a person and week. */
const perWeek = 1_000_000 / 52;
const week = 7 * 86_400_000;
const now: Instant = Date.UTC(2026, 9, 5, 15);
const locale = { zone: 'America/New_York', language: 'en-US', hour12: true };
const account = accountId('37');
const self = personId('900000001');
const chat = chatId('5000001');
const idOf = (n: number) => `${800_000_000 + n}`;
/** The phone admin, in the direct chat with the bot: there everybody may be asked about. */
const asker = personId(idOf(0));

const access = { permission: 'FullCompanyCallLog', colleagues: 'totals', holders: [], managers: [] } as const;

const nobody = () => Promise.reject(new Error('the platform was asked'));
const messenger: Messenger = {
  self,
  post: nobody,
  edit: nobody,
  remove: nobody,
  recentPosts: nobody,
  postsPage: nobody,
  chat: nobody,
  openDirect: nobody,
  persons: nobody,
};

/** A store in which everything but the calls is warm, as in a chat that asked a minute ago. */
async function openWith(folder: string, name: string, count: number): Promise<AccountStore> {
  const databaseUrl = `sqlite:${join(folder, name)}.db`;
  const store = await openStore({ databaseUrl, clock: { now: () => now }, log: silent });
  const { directory, chats, profiles } = store.account(account);
  const extensions = Array.from(
    { length: people },
    (_, n): Extension => ({
      id: extensionId(idOf(n)),
      kind: 'person',
      type: 'User',
      status: 'Enabled',
      name: `Person Number${n}`,
      extensionNumber: `${1_000 + n}`,
      numbers: [`+1650556${1_000 + n}`],
    }),
  );
  await directory.replace({ extensions, members: new Map() }, now);
  const members = extensions.map(({ id }) => personId(id));
  await chats.saveChat({ id: chat, type: 'Direct', archived: false, members: [asker, self], readAt: now });
  await chats.savePersons([...members, self].map((id) => ({ id, name: 'Somebody', companyId: account })));
  await profiles.saveLocale(extensionId(asker), locale, now);
  if (count > 0) {
    const { engine } = await openEngine(databaseUrl, silent);
    await fill(engine, {
      account,
      extensions: extensions.map(({ id }) => id),
      count,
      from: now - (count / perWeek) * week,
      to: now,
    });
    await engine.close();
  }
  return store.account(account);
}

const answering = (store: AccountStore): Answering => ({
  desk: {
    account,
    connectable: false,
    store,
    messenger,
    reader: { locale: async () => locale, holds: async () => true },
    commands,
    fallback: locale,
    access,
    rules: standardRules,
    numbers: { masked: 'rooms', never: [], knownHolder: () => true },
  },
  joined: async () => undefined,
  world: async ({ directory }) => ({
    directory: directory,
    calls: store.calls,
    coverage: { through: now, coveredFrom: 0, target: 0 },
    digests: undefined as never,
    privacy: undefined as never,
    audit: undefined as never,
    connecting: undefined as never,
    posts: undefined as never,
    oneByOne: false,
    pageSize: 10,
    rules: standardRules,
    commands,
    status: nobody,
    access,
    setRoom: nobody,
  }),
  log: silent,
  metrics: {
    webhookRefused: () => {},
    delivered: () => {},
    commandRun: () => {},
    platformRequest: () => {},
    postFailed: () => {},
  },
  last: new Map(),
  reference: () => 'bench',
});

let asked = 0;

/** Milliseconds for one question. Throws where the answer is not about calls. */
async function ask(desk: Answering, subject: string, empty: boolean): Promise<number> {
  const post = {
    // Every question is another one: its entry in the audit is written too.
    id: String(++asked),
    chat,
    creator: asker,
    text: `![:Person](${self}) calls ![:Person](${subject}) last 7 days`,
    mentions: [
      { id: self, type: 'Person' },
      { id: subject, type: 'Person' },
    ],
    createdAt: now,
  };
  const begun = performance.now();
  const [step] = await answer(post, now, now, desk);
  const took = performance.now() - begun;
  const lines = step?.text.split('\n') ?? [];
  if (empty ? !lines[0]?.startsWith('No calls · ') : lines.filter((line) => line.startsWith('* ')).length !== 10)
    throw new Error(`not the answer that was expected: ${step?.text}`);
  return took;
}

// The loader that runs this switches them on; production does not pay for a mapped stack with every query.
process.setSourceMapsEnabled(false);
const task = JSON.parse(process.argv[2] ?? '{}') as AskTask;
const folder = mkdtempSync(join(tmpdir(), 'switchboard-bench-'));
try {
  const desks = {
    full: answering(await openWith(folder, 'full', task.participations)),
    empty: answering(await openWith(folder, 'empty', 0)),
    own: answering(await openWith(folder, 'own', 0)),
  };
  const { engine } = await openEngine(`sqlite:${join(folder, 'own')}.db`, silent);
  await engine.query('ATTACH DATABASE $1 AS full_store', [join(folder, 'full.db')]);
  await engine.query('INSERT INTO participations SELECT * FROM full_store.participations WHERE started_at >= $1', [now - week]);
  await engine.close();
  const times: Record<keyof typeof desks, number[]> = { full: [], empty: [], own: [] };
  for (let question = -Math.min(people, task.questions / 3); question < task.questions; question += 1) {
    const subject = idOf((question * 7 + 11 * people) % people);
    for (const kind of ['full', 'empty', 'own'] as const) {
      const took = await ask(desks[kind], subject, kind === 'empty');
      // What is asked before question 0 is the warm-up.
      if (question >= 0) times[kind].push(took);
    }
  }
  const asked: Asked = { ...times, openMb: process.memoryUsage().rss / 2 ** 20 };
  process.send?.(asked, () => process.exit(0));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
