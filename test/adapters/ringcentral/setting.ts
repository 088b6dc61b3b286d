/** What the adapters' tests stand on: a clock that is moved by sleeping, a log that is remembered, a platform that says what it is told. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../../../src/ports.js';

export interface MovableClock {
  now(): number;
  advance(ms: number): void;
  /** Moves the clock instead of waiting, and lets everything else run. */
  readonly sleep: (ms: number) => Promise<void>;
}

export function movableClock(at = Date.parse('2026-11-03T09:00:00Z')): MovableClock {
  let now = at;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    sleep: async (ms) => {
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

export interface RememberedLog extends Log {
  readonly lines: { readonly level: string; readonly message: string; readonly fields?: Record<string, unknown> | undefined }[];
  text(): string;
}

export function rememberedLog(): RememberedLog {
  const lines: RememberedLog['lines'] = [];
  const write = (level: string) => (message: string, fields?: Record<string, unknown>) =>
    void lines.push({ level, message, fields });
  return {
    lines,
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    text: () =>
      JSON.stringify(lines, (_, value: unknown) =>
        value instanceof Error ? `${value.name} ${value.message} ${value.stack}` : value,
      ),
  };
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, text as it is. */
  readonly body?: unknown;
  /** Nothing is ever answered. */
  readonly hang?: boolean;
  /** The connection is torn. */
  readonly reset?: boolean;
}

export interface FakePlatform {
  readonly url: string;
  readonly seen: Seen[];
  close(): Promise<void>;
}

export async function fakePlatform(say: (request: Seen) => Said | Promise<Said>): Promise<FakePlatform> {
  const seen: Seen[] = [];
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += String(chunk);
    const url = new URL(req.url ?? '/', 'http://fake');
    const request = { method: req.method ?? '', path: url.pathname, query: url.searchParams, headers: req.headers, body };
    seen.push(request);
    const said = await say(request);
    if (said.hang) return;
    if (said.reset) return void req.socket.destroy();
    const text = typeof said.body === 'string' ? said.body : said.body === undefined ? '' : JSON.stringify(said.body);
    res.writeHead(said.status ?? 200, { 'Content-Type': 'application/json', ...said.headers });
    res.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
