/** A hundred thousand random and mutated bodies on each route: nobody crashes the bot, learns from it, or fills its memory. */
import { execFileSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../journeys/journey.js';
import { secretsOf } from '../journeys/secrets.js';

const bodies = 100_000;
const batch = 5_000;
const atOnce = 40;
const strangers = '7770001112223';
let journey: Journey;
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

beforeAll(async () => {
  // As `npm start` runs it, behind a proxy that names the sender of each request. Its heap has room for what it needs and for
  // little of what is sent: to keep a kilobyte of each body on one route, or 200 bytes on all, would end it. (How resident memory
  // grows says when garbage was collected, not what was kept.)
  const env = { LOG_LEVEL: 'info', NODE_OPTIONS: '--max-semi-space-size=8 --max-old-space-size=128', TRUST_PROXY: '1' };
  journey = await startJourney({ env, sandbox: { days: 3 } });
  await journey.covered();
});
afterAll(async () => {
  agent.destroy();
  await journey.end();
});

interface Knock {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const ours = () =>
  [...journey.sandbox.world.subscriptions.values()].find(({ extensionId }) => extensionId === journey.botId)?.verificationToken ??
  '';

const event = (path: string, body: object) => ({
  uuid: 'u-1',
  event: path,
  timestamp: '2025-09-17T16:00:00.000Z',
  subscriptionId: 's-1',
  ownerId: journey.botId,
  body,
});

function templates(): readonly string[] {
  const post = {
    id: '1',
    groupId: strangers,
    type: 'TextMessage',
    text: `![:Person](${journey.botId}) help`,
    creatorId: journey.ids.alice,
    creationTime: '2025-09-17T16:00:00.000Z',
    mentions: [{ id: journey.botId, type: 'Person', name: 'Switchboard' }],
    eventType: 'PostAdded',
  };
  const chat = { id: strangers, type: 'Team', name: 'T', members: [journey.ids.alice], status: 'Active' };
  return [
    event('/team-messaging/v1/posts', post),
    event('/team-messaging/v1/posts', { ...post, eventType: 'PostChanged' }),
    event('/team-messaging/v1/chats', { ...chat, eventType: 'ChatJoined' }),
    event('/team-messaging/v1/chats', { ...chat, eventType: 'ChatLeft' }),
    event('/restapi/v1.0/account/1/extension', { extensionId: '1', eventType: 'Update', ownerId: '1' }),
    event('/restapi/v1.0/account/1/telephony/sessions', { telephonySessionId: 's', parties: [{ status: { code: 'Answered' } }] }),
    { access_token: 'token', client_id: 'bot-app', creator_extension_id: '1', creator_account_id: '1' },
  ].map((one) => JSON.stringify(one));
}

type Edit = readonly ['cut' | 'drop' | 'insert' | 'fresh' | 'value', number, unknown];

function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((all, [how, place, value]) => {
    const at = place % (all.length + 1);
    if (how === 'cut') return all.slice(0, at);
    if (how === 'drop') return all.slice(0, at) + all.slice(at + 1 + (place % 7));
    if (how === 'fresh') return all.replace('"u-1"', `"u-${place}"`).replace('"id":"1"', `"id":"${place}"`);
    if (how === 'insert') return all.slice(0, at) + JSON.stringify(value) + all.slice(at);
    const values = [...all.matchAll(/:("(?:[^"\\]|\\.)*"|\d+)/g)];
    const chosen = values[place % Math.max(1, values.length)];
    if (!chosen) return all;
    return `${all.slice(0, chosen.index)}:${JSON.stringify(value) ?? 'null'}${all.slice(chosen.index + chosen[0].length)}`;
  }, text);
}

function anyBody(): fc.Arbitrary<string | Uint8Array> {
  const edit = fc.tuple(
    fc.constantFrom('cut', 'drop', 'insert', 'fresh', 'value', 'value'),
    fc.nat(),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.object({ maxDepth: 1 }),
    ),
  ) as fc.Arbitrary<Edit>;
  const mutated = fc
    .tuple(fc.constantFrom(...templates()), fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([text, edits]) => edited(text, edits));
  return fc.oneof(
    { arbitrary: mutated, weight: 6 },
    { arbitrary: fc.json({ maxDepth: 2 }), weight: 2 },
    { arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
    { arbitrary: fc.uint8Array({ maxLength: 200 }), weight: 1 },
  );
}

const contentType = fc.constantFrom(
  'application/json',
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/json; charset=klingon',
);
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD');
const piece = fc.oneof(
  fc.constantFrom('bot', 'webhook', 'oauth', 'admin', 'maintain', '..', '%2e%2e', '%00', '%E0%A4%A', 'interactive', '__proto__'),
  fc.string().map((text) => text.replace(/[^\x21-\x7e]/g, '')),
);
const anyPath = fc
  .array(piece, { minLength: 1, maxLength: 4 })
  .map((pieces) => `/${pieces.join('/')}`)
  .filter((path) => !/^\/(?:bot\/(?:webhook|oauth)|healthz|readyz|metrics)\/?(?:[?#]|$)/i.test(path));

type Route = readonly [name: string, statuses: readonly number[], knocks: () => fc.Arbitrary<Knock>];
const post = (path: string, headers: () => Record<string, string> = () => ({})) => {
  const more = headers();
  return fc
    .tuple(anyBody(), contentType)
    .map(([body, type]): Knock => ({ method: 'POST', path, headers: { ...more, 'content-type': type }, body }));
};

const routes: readonly Route[] = [
  ['/bot/webhook, without a token', [403], () => post('/bot/webhook')],
  // Refused is also what names another account.
  ['/bot/webhook, with our token', [200, 400, 403], () => post('/bot/webhook', () => ({ 'verification-token': ours() }))],
  ['/bot/oauth', [400, 403, 415, 429], () => post('/bot/oauth')],
  [
    'unknown paths',
    // More senders in a minute than are told apart share one count.
    [400, 404, 429],
    () =>
      fc
        .tuple(method, anyPath, contentType, anyBody())
        .map(([how, path, type, body]): Knock => ({ method: how, path, headers: { 'content-type': type }, body })),
  ],
];

interface Heard {
  readonly status: number;
  readonly text: string;
}

let sent = 0;

/** Each from an address of its own, so that no limit keeps it from being read. */
function send({ method: how, path, headers, body }: Knock): Promise<Heard> {
  const length = String(Buffer.byteLength(body));
  sent += 1;
  const from = `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`;
  return new Promise((resolve, reject) => {
    const going = request(
      journey.bot.url,
      { method: how, path, headers: { ...headers, 'content-length': length, 'x-forwarded-for': from }, agent },
      (response) => {
        let text = JSON.stringify(response.rawHeaders);
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    going.on('error', (error: NodeJS.ErrnoException) =>
      // Refused without reading: the rest of the body met a closed door.
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve({ status: -1, text: '' }) : reject(error),
    );
    going.end(body);
  });
}

const residentKilobytes = () =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(journey.bot.process.pid)], { encoding: 'utf8' }));

async function knockAll(knocks: readonly Knock[], statuses: readonly number[], seen: Map<number, number>): Promise<void> {
  const secrets = secretsOf(journey.sandbox);
  const waiting = [...knocks];
  const one = async () => {
    for (let knock = waiting.pop(); knock; knock = waiting.pop()) {
      const { status, text } = await send(knock);
      seen.set(status, (seen.get(status) ?? 0) + 1);
      const leaks = /node_modules|\.js:\d+|\bat .+:\d+:\d+|Error:/.test(text) || secrets.some((secret) => text.includes(secret));
      if (leaks || (status !== -1 && !statuses.includes(status)))
        expect({ knock, status, text }).toBe('an answer as it should be');
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

test.each(routes)('%s', async (name, statuses, knocks) => {
  const seen = new Map<number, number>();
  const arbitrary = knocks();
  const started = performance.now();
  let highest = 0;
  for (let sent = 0; sent < bodies; sent += batch) {
    await knockAll(fc.sample(arbitrary, { numRuns: batch, seed: sent + 1 }), statuses, seen);
    highest = Math.max(highest, residentKilobytes());
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `${name}: ${bodies} bodies in ${seconds} s,`,
    Object.fromEntries(seen),
    `RSS at most ${Math.round(highest / 1024)} MB`,
  );
  expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(bodies);
  expect(seen.get(-1) ?? 0).toBeLessThan(bodies / 100);
  expect(journey.bot.process).toMatchObject({ exitCode: null, signalCode: null });
  // Bodies lie outside of the heap as they come in.
  expect(highest).toBeLessThan(300 * 1024);
  expect(await journey.ask('grace', journey.direct('grace'), 'status')).toContain('People: read');
});
