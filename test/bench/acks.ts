/** How many posts that are none of its business a webhook takes in a second, and how long the slowest of them wait. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import type { Sandbox } from '../sandbox/server/sandbox.js';
import { apiLatency, type Both, type Installed, type Kind } from './processes.js';
import { median } from './statistics.js';
import type { Part } from './table.js';

const inFlight = 50;
const bodies = 500;

interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly { readonly body: string }[];
}

export async function measureAcks(quick: boolean, both: Both): Promise<Part> {
  const targets = { bare: await bareTarget(), ours: botTarget(both.ours), naive: botTarget(both.naive) };
  const kinds = ['bare', 'ours', 'naive'] as const;
  const rates: Record<(typeof kinds)[number], number[]> = { bare: [], ours: [], naive: [] };
  const slowest: Record<(typeof kinds)[number], number[]> = { bare: [], ours: [], naive: [] };
  const rounds = quick ? 1 : 5;
  try {
    for (const kind of kinds) await shoot(targets[kind], quick ? 1 : 3);
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of kinds) {
        const { perSecond, p99 } = await shoot(targets[kind], quick ? 2 : 5);
        rates[kind].push(perSecond);
        slowest[kind].push(p99);
      }
    }
  } finally {
    targets.bare.stop();
  }
  // Each round against the bare route of the same round: what else the machine does changes from one to the next.
  const share = (kind: Kind) => median(rates[kind].map((rate, round) => (100 * rate) / (rates.bare[round] ?? rate)));
  return {
    rows: [
      { what: `acks, ${inFlight} in flight`, unit: 'req/s', ours: median(rates.ours), naive: median(rates.naive) },
      { what: 'acks, share of bare Express', unit: '%', ours: share('ours'), naive: share('naive'), budget: { least: 60 } },
      { what: 'acks, p99', unit: 'ms', ours: median(slowest.ours), naive: median(slowest.naive), budget: { most: 100 } },
    ],
    notes: [
      `acks: posts in a known team, not addressed to the bot; median of ${rounds} alternating rounds. Bare Express: ${Math.round(median(rates.bare)).toLocaleString('en-US')} req/s, p99 ${median(slowest.bare)} ms. The naive way asks the platform for the chat (${apiLatency} ms) before it answers each.`,
    ],
  };
}

async function shoot({ url, headers, bodies: requests }: Target, duration: number) {
  const result = await autocannon({ url, connections: inFlight, duration, method: 'POST', headers, requests });
  if (result.non2xx + result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

async function bareTarget(): Promise<Target & { stop(): void }> {
  const child = fork(fileURLToPath(new URL('./acks-bare.ts', import.meta.url)));
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: `http://127.0.0.1:${port}/bot/webhook`,
    headers: { 'content-type': 'application/json' },
    bodies: postsIn('1', '2', '3'),
    stop: () => child.disconnect(),
  };
}

function botTarget({ sandbox, bot, botId, team, alice }: Installed): Target {
  return {
    url: `${bot.url}/bot/webhook`,
    headers: { 'content-type': 'application/json', ...verification(sandbox, botId) },
    bodies: postsIn(team, botId, alice),
  };
}

function verification(sandbox: Sandbox, botId: string): Record<string, string> {
  const { verificationToken } = [...sandbox.world.subscriptions.values()].find((one) => one.extensionId === botId) ?? {};
  return verificationToken === undefined ? {} : { 'verification-token': verificationToken };
}

/** Different notifications of different posts, as the platform writes them. */
function postsIn(chat: string, bot: string, creator: string): { readonly body: string }[] {
  return Array.from({ length: bodies }, (_, n) => {
    const at = new Date().toISOString();
    const body = {
      uuid: `${8_000_000_000_000_000 + n}`,
      event: '/team-messaging/v1/posts',
      timestamp: at,
      subscriptionId: '56b8f636-1b1a-4255-9479-84a30c0f9d23',
      ownerId: bot,
      body: {
        id: `${5_700_000_000 + n}`,
        groupId: chat,
        type: 'TextMessage',
        text: `The lorry for Rotterdam leaves at ${n % 24}:00, please have the papers ready by then.`,
        creatorId: creator,
        addedPersonIds: null,
        creationTime: at,
        lastModifiedTime: at,
        attachments: null,
        activity: null,
        title: null,
        iconUri: null,
        iconEmoji: null,
        mentions: null,
        eventType: 'PostAdded',
      },
    };
    return { body: JSON.stringify(body) };
  });
}
