/** The framework as it comes, and Switchboard: both as processes of their own beside the same stand-in, held in the same way. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { count } from '../journeys/stored.js';
import { type Bot, startBot } from '../sandbox/bot.js';
import { movableClock } from '../sandbox/clock.js';
import { seedCompany } from '../sandbox/company.js';
import type { Chat } from '../sandbox/model.js';
import { startSandbox } from '../sandbox/server/start.js';
import { openLegacyDoor } from './legacyDoor.js';

export type Kind = 'bare' | 'Switchboard';
type Environment = Readonly<Record<string, string | undefined>>;

export interface TargetOptions {
  readonly env?: Environment;
  readonly install?: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const wednesday = Date.UTC(2025, 8, 17, 16);
const bareProgram = fileURLToPath(new URL('./bare.js', import.meta.url));
const admin = { RINGCENTRAL_CHATBOT_ADMIN_USERNAME: 'admin', RINGCENTRAL_CHATBOT_ADMIN_PASSWORD: 'let-me-in' };
const patience = 30_000;

export type Target = Awaited<ReturnType<typeof startTarget>>;

export async function startTarget(kind: Kind, options: TargetOptions = {}) {
  const clock = movableClock(wednesday);
  const [company, foreign] = [seedCompany(42), seedCompany(7)];
  const companies = [{ company }, { company: foreign, stories: [] }];
  const sandbox = await startSandbox({ seed: 42, days: 1, now: clock.now, companies, rateLimits: false });
  const door = await openLegacyDoor(sandbox.url);
  const folder = await mkdtemp(join(tmpdir(), 'weaknesses-'));
  const databaseFile = join(folder, 'bot.db');
  const lines: string[] = [];
  const run = (env: Environment = {}, port?: number) =>
    startBot({
      sandbox,
      clock,
      databaseUrl: `sqlite:${databaseFile}`,
      onLine: (line) => lines.push(line),
      env: { ...admin, RINGCENTRAL_SERVER: door.url, ...options.env, ...env },
      ...(port !== undefined && { port }),
      ...(kind === 'bare' && { program: bareProgram }),
    });
  let bot: Bot = await run();
  const [alice = '', bob = '', carol = ''] = company.extensions.map(({ id }) => id);
  const [stranger = ''] = foreign.extensions.map(({ id }) => id);

  const botId = () => sandbox.botId() ?? '';
  const subscriptions = () => [...sandbox.world.subscriptions.values()].filter(({ extensionId }) => extensionId === botId());
  const answers = (chat: Chat) =>
    sandbox.posts(chat.id).flatMap(({ creatorId, text }) => (creatorId === botId() ? [text ?? ''] : []));

  const post = async (path: string, body: unknown, headers: Record<string, string>): Promise<Answer> => {
    const form = body instanceof URLSearchParams;
    const response = await fetch(bot.url + path, {
      method: 'POST',
      headers: { ...(!form && { 'content-type': 'application/json' }), ...headers },
      body: form ? body : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  const target = {
    kind,
    clock,
    sandbox,
    door,
    lines,
    alice,
    bob,
    carol,
    stranger,
    foreign,
    get bot() {
      return bot;
    },
    botId,
    subscriptions,
    answers,
    /** The bot's token that the platform takes now. */
    token: () => [...sandbox.world.tokens.access.values()].find(({ extensionId }) => extensionId === botId())?.accessToken ?? '',
    /** The HTTP status of the bot's answer. */
    async install(): Promise<number> {
      const { status } = await sandbox.install(bot.url);
      if (status === 200) await bot.waitUntil('the bot listens', () => subscriptions().some((one) => one.status === 'Active'));
      return status;
    },
    isInstalled: async () => (await count(databaseFile, 'bots', 'id = ?', botId())) === 1,
    installed: () => count(databaseFile, 'bots'),
    /** Everything that stands on the disk, as a thief of it would read it. */
    async disk(): Promise<string> {
      const files = await readdir(folder);
      return (await Promise.all(files.map((file) => readFile(join(folder, file), 'latin1')))).join('\n');
    },
    mention: () => `![:Person](${botId()})`,
    direct: (who = alice) => sandbox.openDirect(who, botId()),
    /** With the bot in it; Switchboard has said hello. */
    async team(...members: readonly string[]): Promise<Chat> {
      const team = sandbox.createTeam(members[0] ?? '', 'Sales floor', [...members, botId()]);
      await sandbox.settled();
      if (kind === 'Switchboard') await bot.waitUntil('it said hello', () => answers(team).length > 0, patience);
      return team;
    },
    /** Says it and gives the answer, null where there is none: the framework answers before it takes the event. */
    async ask(who: string, chat: Chat, text: string): Promise<string | null> {
      const before = answers(chat).length;
      sandbox.post(who, chat.id, text);
      await sandbox.settled();
      const until = performance.now() + (kind === 'bare' ? 500 : patience);
      while (answers(chat).length === before && performance.now() < until) await pause(25);
      return answers(chat)[before] ?? null;
    },
    /** What the platform would send, said by a stranger. */
    forge: (event: unknown) => post('/bot/webhook', event, {}),
    /** The same by the platform itself. */
    deliver(event: unknown): Promise<Answer> {
      const [secret] = subscriptions().map(({ verificationToken }) => verificationToken);
      return post('/bot/webhook', event, secret === undefined ? {} : { 'Verification-Token': secret });
    },
    event: (body: object, ownerId = botId()) => ({
      uuid: sandbox.world.newUuid(),
      event: '/team-messaging/v1/posts',
      timestamp: new Date(clock.now()).toISOString(),
      subscriptionId: subscriptions()[0]?.id ?? 'none',
      ownerId,
      body,
    }),
    postAdded: (chat: string, text: string, more: object = {}) =>
      target.event({
        id: sandbox.world.newId(),
        groupId: chat,
        type: 'TextMessage',
        text,
        creatorId: alice,
        creationTime: new Date(clock.now()).toISOString(),
        mentions: text.includes(target.mention()) ? [{ id: botId(), type: 'Person', name: 'Switchboard' }] : null,
        eventType: 'PostAdded',
        ...more,
      }),
    deliverToken: (fields: Record<string, string>) => post('/bot/oauth', new URLSearchParams(fields), {}),
    async request(method: string, path: string): Promise<Answer> {
      const credentials = Buffer.from(Object.values(admin).join(':')).toString('base64');
      const response = await fetch(bot.url + path, { method, headers: { authorization: `Basic ${credentials}` } });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    /** Ends it and starts it again on the same port and database. */
    async restart(env: Environment): Promise<void> {
      const { port } = bot;
      await bot.stop();
      bot = await run(env, port);
    },
    async end(): Promise<void> {
      await bot.stop();
      await sandbox.close();
      await door.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  if (options.install ?? true) {
    const status = await target.install();
    if (status !== 200) throw new Error(`not installed: ${status}`);
  }
  return target;
}
