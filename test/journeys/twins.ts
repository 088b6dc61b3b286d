/** Two companies with the same ids, numbers, chats and names on one bot, which installed it publicly: what their journeys have in common. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { type Bot, startBot } from '../sandbox/bot.js';
import { type MovableClock, movableClock } from '../sandbox/clock.js';
import type { CompanySandbox, Sandbox } from '../sandbox/server/sandbox.js';
import { startSandbox } from '../sandbox/server/start.js';
import { type Ears, listen } from './ears.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

export interface Twins {
  readonly sandbox: Sandbox;
  readonly clock: MovableClock;
  readonly ears: Ears;
  readonly companies: readonly [CompanySandbox, CompanySandbox];
  readonly databaseFile: string;
  /** What the bot logged. */
  readonly lines: readonly string[];
  /** The bot that runs now. */
  bot(): Bot;
  /** Ends the bot by SIGKILL and starts it again. */
  restart(): Promise<void>;
  /** Somebody whose role holds the company call log. */
  holderOf(of: CompanySandbox): string;
  aliceOf(of: CompanySandbox): string;
  direct(of: CompanySandbox, person: string): ReturnType<CompanySandbox['openDirect']>;
  /** Says it in the direct chat and resolves with the bot's next post there. */
  ask(of: CompanySandbox, person: string, text: string): Promise<string>;
  linkIn(text: string): string;
  pageOf(url: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Follows the link of a post as this person would; the address they are sent back to. */
  follow(of: CompanySandbox, post: string, person: string): Promise<string>;
  /** The holder connects the company's reader. */
  connect(of: CompanySandbox): Promise<void>;
  covered(): Promise<void>;
  /** What `status` tells the operator about the company. */
  rowsOf(of: CompanySandbox): string | undefined;
  end(): Promise<void>;
}

export async function startTwins(): Promise<Twins> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-companies-'));
  const databaseFile = join(folder, 'switchboard.db');
  const built = mkdtempSync(join(dist, 'companies-'));
  cpSync(join(dist, 'src'), join(built, 'src'), { recursive: true });
  writeFileSync(join(built, 'bot.config.js'), 'export default { install: { public: true } };');
  const clock = movableClock(Date.UTC(2025, 8, 17, 16));
  const sandbox = await startSandbox({
    seed: 42,
    days: 14,
    companies: [{ seed: 7 }, { twinOf: 0 }],
    contract: true,
    now: clock.now,
  });
  for (const group of ['Light', 'Medium', 'Heavy', 'Auth'] as const) sandbox.rates.setLimit(group, 1_000_000);
  const ears = listen(sandbox);
  const lines: string[] = [];
  const run = (port?: number) =>
    startBot({
      sandbox,
      clock,
      databaseUrl: `sqlite:${databaseFile}`,
      program: `${built}/src/main.js`,
      onLine: (line) => lines.push(line),
      ...(port !== undefined && { port }),
      env: { RINGCENTRAL_JWT: undefined, LOG_LEVEL: 'trace' },
    });
  let bot = await run();
  const companies = [sandbox.inCompany(0), sandbox.inCompany(1)] as const;
  sandbox.registerRedirect('bot-app', `${bot.url}/bot/oauth`);
  sandbox.registerRedirect('reader-app', `${bot.url}/connect/callback`);
  for (const of of companies) {
    const { botId, status } = await of.installPublic(bot.url);
    expect(status).toBe(200);
    ears.hear(botId, of.company.id);
    const listens = () => [...sandbox.world.subscriptions.values()].some(({ accountId }) => accountId === of.company.id);
    await bot.waitUntil('the bot listens', listens);
  }

  const direct = (of: CompanySandbox, person: string) => of.openDirect(person, of.botId() ?? '');
  const holderOf = ({ company }: CompanySandbox) => company.extensions.find(({ firstName }) => firstName === 'Grace')?.id ?? '';
  const ask = async (of: CompanySandbox, person: string, text: string) => {
    const chat = direct(of, person);
    of.post(person, chat.id, text);
    return (await ears.next(chat.id, of.company.id)).text ?? '';
  };
  const linkIn = (text: string) => /\((http[^)]+\/connect\?link=[^)]+)\)/.exec(text)?.[1] ?? '';
  const pageOf = async (url: string) => {
    const answer = await fetch(url);
    return { status: answer.status, text: await answer.text() };
  };
  const authorizeIn = (page: string) => (/href="([^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');
  const follow = async (of: CompanySandbox, post: string, person: string) =>
    of.consent(authorizeIn((await pageOf(linkIn(post))).text), person);

  return {
    sandbox,
    clock,
    ears,
    companies,
    databaseFile,
    lines,
    bot: () => bot,
    async restart() {
      const { port } = bot;
      await bot.kill();
      bot = await run(port);
    },
    holderOf,
    aliceOf: ({ company }) => company.extensions[0]?.id ?? '',
    direct,
    ask,
    linkIn,
    pageOf,
    follow,
    async connect(of) {
      const page = await pageOf(await follow(of, await ask(of, holderOf(of), 'connect'), holderOf(of)));
      expect([page.status, page.text]).toEqual([200, expect.stringContaining('is connected')]);
      await bot.waitUntil('calls are read', async () => (await ask(of, holderOf(of), 'status')).includes('All is well'), 60_000);
    },
    covered: () =>
      bot.waitUntil(
        'past calls are read',
        async () => {
          const { sync } = (await (await fetch(`${bot.url}/readyz`)).json()) as {
            sync: { calls: { through: string | null; backfilling: boolean } };
          };
          return sync.calls.through !== null && !sync.calls.backfilling;
        },
        60_000,
      ),
    rowsOf({ company }) {
      const told = execFileSync(process.execPath, [`${built}/src/main.js`, 'status'], {
        cwd: folder,
        env: { PATH: process.env.PATH, DATABASE_URL: `sqlite:${databaseFile}` },
      }).toString();
      return told.split('Account ').find((part) => part.startsWith(company.id));
    },
    async end() {
      await bot.stop();
      ears.close();
      await sandbox.close();
      rmSync(built, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
