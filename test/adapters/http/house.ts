/** The HTTP side with the real framework behind it, over bots in memory and a platform that is told what to say. */
import { connect } from 'node:net';
import type { BotRow, Bots } from '../../../src/adapters/credentials.js';
import { createMetrics } from '../../../src/adapters/http/metrics.js';
import { createHttp, type HttpOptions } from '../../../src/adapters/http/server.js';
import { mountChatbotCore } from '../../../src/adapters/ringcentral/chatbotCore.js';
import { createTokenCheck } from '../../../src/adapters/ringcentral/deliveredToken.js';
import type { PlatformEvent } from '../../../src/core/event.js';
import { fakePlatform, movableClock, rememberedLog, type Said, type Seen } from '../ringcentral/setting.js';

export interface HouseOptions {
  readonly platform?: (request: Seen) => Said | Promise<Said>;
  readonly receive?: (event: PlatformEvent) => Promise<void>;
  readonly handOn?: (event: PlatformEvent) => void;
  readonly account?: () => Promise<string | null>;
  readonly more?: Partial<HttpOptions>;
}

export const botToken = 'verification-token-of-the-bot';
export const readerToken = 'verification-token-of-the-reader';

export async function house(options: HouseOptions = {}) {
  const platform = await fakePlatform(options.platform ?? (() => ({ status: 404 })));
  const clock = movableClock();
  const log = rememberedLog();
  const rows = new Map<string, BotRow>();
  const installed: BotRow[] = [];
  const removed: BotRow[] = [];
  const events: { event: PlatformEvent; identity: string }[] = [];
  const handedOn: PlatformEvent[] = [];
  const bots: Bots = {
    find: async (id) => rows.get(id) ?? null,
    all: async () => [...rows.values()],
    save: async (row) => void rows.set(row.id, row),
    remove: async (id) => void rows.delete(id),
  };
  const metrics = createMetrics();
  const http = await createHttp({
    log,
    metrics,
    readiness: () => ({ ready: true, reasons: [], sync: { people: null, calls: { through: null, backfilling: false } } }),
    guard: {
      tokens: () => [
        { identity: 'bot', token: botToken },
        { identity: 'reader', token: readerToken },
      ],
    },
    webhook: {
      clock,
      isBot: (id) => rows.has(id),
      receive: async (event, identity) => {
        events.push({ event, identity });
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
      account: options.account ?? (async () => '37'),
      clock,
    },
    framework: (app) =>
      mountChatbotCore(app, {
        bots,
        clock,
        installed: (row) => void installed.push(row),
        removed: (row) => void removed.push(row),
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
