/** The HTTP side with the real framework behind it, over bots in memory and a platform that is told what to say. */
import { connect } from 'node:net';
import type { BotRow, Bots } from '../../../src/adapters/credentials.js';
import type { ConnectOptions } from '../../../src/adapters/http/connect.js';
import type { GuardOptions } from '../../../src/adapters/http/guard.js';
import type { InstallOptions } from '../../../src/adapters/http/install.js';
import { createMetrics } from '../../../src/adapters/http/metrics.js';
import { createHttp, type HttpOptions } from '../../../src/adapters/http/server.js';
import { mountChatbotCore } from '../../../src/adapters/ringcentral/chatbotCore.js';
import { createTokenCheck } from '../../../src/adapters/ringcentral/deliveredToken.js';
import type { PlatformEvent } from '../../../src/core/event.js';
import { accountId } from '../../../src/core/model.js';
import { fakePlatform, movableClock, rememberedLog, type Said, type Seen } from '../ringcentral/setting.js';

export interface HouseOptions {
  readonly platform?: (request: Seen) => Said | Promise<Said>;
  readonly receive?: (event: PlatformEvent) => Promise<void>;
  readonly handOn?: (event: PlatformEvent) => void;
  readonly account?: () => Promise<string | null>;
  readonly allows?: InstallOptions['allows'];
  readonly exchange?: InstallOptions['exchange'];
  readonly connecting?: ConnectOptions['connecting'];
  /** Beside the two of account 37. */
  readonly tokens?: ReturnType<GuardOptions['tokens']>;
  readonly more?: Partial<HttpOptions>;
}

const noLink = { kind: 'not a link' } as const;

export const botToken = 'verification-token-of-the-bot';
export const readerToken = 'verification-token-of-the-reader';

export async function house(options: HouseOptions = {}) {
  const platform = await fakePlatform(options.platform ?? (() => ({ status: 404 })));
  const clock = movableClock();
  const log = rememberedLog();
  const rows = new Map<string, BotRow>();
  const installed: BotRow[] = [];
  const removed: BotRow[] = [];
  const events: { event: PlatformEvent; account: string }[] = [];
  const handedOn: PlatformEvent[] = [];
  const bots: Bots = {
    find: async (_, id) => rows.get(id) ?? null,
    all: async () => [...rows.values()],
    save: async (row) => void rows.set(row.id, row),
    remove: async (_, id) => void rows.delete(id),
  };
  const metrics = createMetrics();
  const http = await createHttp({
    log,
    metrics,
    readiness: () => ({ ready: true, reasons: [], sync: { people: null, calls: { through: null, backfilling: false } } }),
    guard: {
      tokens: () => [
        { identity: 'bot', account: accountId('37'), token: botToken },
        { identity: 'reader', account: accountId('37'), token: readerToken },
        ...(options.tokens ?? []),
      ],
    },
    webhook: {
      clock,
      accountsOf: (id) => [...rows.values()].flatMap((row) => (row.id === id ? [row.account] : [])),
      receive: async (event, account) => {
        events.push({ event, account });
        await options.receive?.(event);
      },
      handOn: (event) => {
        handedOn.push(event);
        options.handOn?.(event);
      },
    },
    install: {
      clientId: 'our-bot-app',
      check: createTokenCheck({ server: platform.url, clock, log, sleep: clock.sleep }),
      ready: async () => (await (options.account ?? (async () => '37'))()) !== null,
      allows: options.allows ?? ((account) => account === '37'),
      exchange: options.exchange ?? null,
      clock,
    },
    connect: { clock, connecting: options.connecting ?? { look: async () => noLink, accept: async () => noLink } },
    framework: (app) =>
      mountChatbotCore(app, {
        bots,
        clock,
        installed: (row) => void installed.push(row),
        removed: (row) => {
          removed.push(row);
          rows.delete(row.id);
        },
      }),
    ...options.more,
  });
  const { port, close } = await http.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    clock,
    log,
    rows,
    installed,
    removed,
    events,
    handedOn,
    metrics,
    platform,
    deliver: (body: unknown, headers: Record<string, string> = { 'Verification-Token': botToken }) =>
      fetch(`${url}/bot/webhook`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: async () => {
      await close();
      await platform.close();
    },
  };
}

export type House = Awaited<ReturnType<typeof house>>;

/** Sends bytes as they are and returns the bytes that come back. */
export function rawRequest(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}
