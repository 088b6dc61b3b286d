/** Joins the stand-in, the production bot and the chat page, and ends them together. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Bot, type BotOptions, startBot } from '../bot.js';
import { type MovableClock, movableClock } from '../clock.js';
import type { Sandbox } from '../server/sandbox.js';
import { startSandbox } from '../server/start.js';
import { playPhone } from './calls.js';
import { type DemoRooms, openRooms } from './demo.js';
import { createPlayApp } from './routes.js';

export interface PlayOptions {
  /** Of the page; 0 takes any free one. */
  readonly port: number;
  readonly seed?: number;
  readonly clock?: MovableClock;
  /** Days of calls before now; 90 unless given. */
  readonly days?: number;
  readonly latencyMs?: { readonly min: number; readonly max: number };
  /** Heavy requests a minute, where ten are too few to wait for. */
  readonly heavyLimit?: number;
  readonly bot?: Pick<BotOptions, 'program' | 'env' | 'onLine'>;
  /** Called with each thing that stands, in words. */
  readonly progress?: (what: string) => void;
}

export interface Play {
  /** Of the page. */
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly bot: Bot;
  readonly clock: MovableClock;
  readonly rooms: DemoRooms;
  close(): Promise<void>;
}

/** A seed whose first eight people have eight family names. */
const niceSeed = 7;
const speaksWithinMs = 10_000;
/** A person waits for the end, and nothing of a try-out is kept. */
const patienceMs = 3_000;

/** Throws what listening throws (`EADDRINUSE`), before anything else is started. */
export async function startPlay(options: PlayOptions): Promise<Play> {
  const { seed = niceSeed, clock = movableClock(), progress = () => {} } = options;
  let answer: RequestListener = (_request, response) => response.writeHead(503).end('Still starting.');
  const server = createServer((request, response) => answer(request, response));
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const closers: (() => Promise<unknown>)[] = [() => closeServer(server)];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const phone = playPhone();
    const sandbox = await startSandbox({
      seed,
      now: clock.now,
      phone: phone.phone,
      latencyMs: options.latencyMs ?? { min: 20, max: 80 },
      ...(options.days !== undefined && { days: options.days }),
    });
    closers.push(() => sandbox.close());
    if (options.heavyLimit !== undefined) sandbox.rates.setLimit('Heavy', options.heavyLimit);
    progress(`${sandbox.company.name}: ${sandbox.company.extensions.length} extensions, ${sandbox.stories.length} calls`);
    const bot = await startBot({ ...options.bot, sandbox, clock });
    closers.push(() => bot.stop(patienceMs));
    progress('the bot runs');
    const { botId } = await bot.install();
    await bot.waitUntil('the bot listens', () =>
      [...sandbox.world.subscriptions.values()].some(({ extensionId }) => extensionId === botId),
    );
    const rooms = await openRooms(sandbox, botId, (chatId) => botSpeaks(sandbox, botId, chatId));
    progress('the bot is installed and in its rooms');
    const openedAt = clock.now();
    answer = createPlayApp({ sandbox, phone, firstChatId: rooms.floor, openedAt });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sandbox, bot, clock, rooms, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A bot that says nothing is no reason to show no page. */
async function botSpeaks(sandbox: Sandbox, botId: string, chatId: string): Promise<void> {
  const said = () => sandbox.posts(chatId).filter(({ creatorId }) => creatorId === botId).length;
  const before = said();
  const until = performance.now() + speaksWithinMs;
  while (said() === before && performance.now() < until) await pause(25);
}

async function closeServer(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
