/** One long, unlucky run with the most talkative log: nothing secret comes out, in no line, no answer of HTTP and no post. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../journeys/journey.js';
import { leaksIn, numbersOf, secretsOf, textsOf } from '../journeys/secrets.js';
import { stored } from '../journeys/stored.js';
import type { Chat } from '../sandbox/model.js';

const minute = 60_000;
const hour = 60 * minute;
/** What only strangers and the careless say; no platform knows it. */
const theirs = ['stolen-token-0123456789', 'code-of-somebody-else', 'the merger is off, call +1 650 555 0142'];
const answers: string[] = [];
let journey: Journey;
let team: Chat;
let direct: Chat;
let key: string;

beforeAll(async () => {
  journey = await startJourney({
    errorsExpected: true,
    sandbox: { days: 10 },
    env: { LOG_LEVEL: 'trace', METRICS_TOKEN: 'metrics-token-42' },
  });
  team = await journey.team('Sales floor', ['alice', 'bob', 'carol', 'grace']);
  direct = journey.direct('grace');
  const folder = dirname(journey.databaseFile);
  const keys = (await readdir(folder)).filter((file) => !file.startsWith('switchboard.db'));
  key = (await Promise.all(keys.map((file) => readFile(join(folder, file), 'utf8')))).join().trim();
  await journey.covered();
});
afterAll(() => journey.end());

async function send(method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}): Promise<void> {
  const response = await fetch(journey.bot.url + path, { method, headers, ...(body !== undefined && { body }) });
  answers.push(`${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`);
}

/** Time passes quickly until the bot has got over it. */
async function answered(): Promise<void> {
  let open = true;
  const heard = journey.ears.next(team.id).finally(() => {
    open = false;
  });
  await journey.sandbox.settled();
  while (open) {
    await Promise.race([heard, pause(500)]);
    if (open) await journey.clock.move(20_000);
  }
  await heard;
}

test('questions with names, numbers and secrets in them are answered', async () => {
  const number = journey.sandbox.company.numbers.at(-1)?.phoneNumber ?? '';
  for (const line of [
    'calls @bob last week',
    'calls bob, carol rang this month',
    'calls missed yesterday',
    `whois ${number}`,
    'whois +44 20 7946 0123',
    'whois @bob',
    'settings',
    'status',
    'help calls',
    'what is the meaning of all this',
    `please use ${theirs[0]}`,
    'calls nobody-we-know-of last week',
    '__updateToken__ stolen-token-0123456789',
  ]) {
    await journey.ask('alice', team, line);
    await journey.ask('grace', direct, line);
  }
  journey.sandbox.post(journey.ids.bob, team.id, 'nobody asked the bot about this merger');
  await journey.sandbox.settled();
});

test('a digest comes', async () => {
  expect(await journey.ask('grace', direct, 'digest daily at 23:30 calls @bob yesterday')).toContain('Digest 1');
  await journey.clock.move(8 * hour);
  expect((await journey.ears.next(direct.id)).text).toContain('yesterday');
});

test('a platform that fails, and repeats in its failures what it was told, is lived through', async () => {
  const { sandbox, clock } = journey;
  const echo = (text: string) => ({ errorCode: 'CMN-101', message: text, errors: [{ errorCode: 'CMN-101', message: text }] });
  const [token = ''] = secretsOf(sandbox);
  const told = echo(`Bearer ${token} said ![:Person](${journey.botId}) calls last week about +16505550142`);
  for (const [operation, status] of [
    ['createGlipPostNew', 503],
    ['createGlipPostNew', 429],
    ['readGlipChatNew', 500],
    ['readGlipChatNew', 200],
    ['readExtension', 400],
  ] as const) {
    await clock.move(6 * minute);
    sandbox.faults.fail(operation, status, { body: told });
    journey.say('alice', team, 'calls last week');
    await answered();
    sandbox.faults.clear();
  }
  for (const operation of ['createGlipPostNew', 'readGlipChatNew']) {
    await clock.move(6 * minute);
    sandbox.faults.add(operation === 'createGlipPostNew' ? { operation, truncate: true } : { operation, reset: true });
    journey.say('alice', team, 'calls last week');
    await answered();
    sandbox.faults.clear();
  }
  // The reader logs in again, and is refused at first.
  sandbox.faults.fail('getToken', 400, {
    times: 2,
    body: { error: 'invalid_grant', error_description: `assertion reader-jwt ${token}` },
  });
  sandbox.revokeTokensOf(sandbox.serviceUserId);
  await clock.move(2 * minute);
  await journey.bot.waitUntil('the login failed', () => journey.lines.some((line) => line.includes('invalid_grant')));
  sandbox.faults.clear();
  await clock.move(10 * minute);
});

test('strangers, and those who send what they should not, learn nothing', async () => {
  const { sandbox, bot } = journey;
  const [subscription] = [...sandbox.world.subscriptions.values()].filter(({ extensionId }) => extensionId === journey.botId);
  const json = { 'content-type': 'application/json' };
  const known = { ...json, 'verification-token': subscription?.verificationToken ?? '' };
  const event = (body: unknown) => JSON.stringify({ uuid: sandbox.world.newUuid(), ownerId: journey.botId, body });
  await send('GET', '/bot/oauth?code=code-of-somebody-else&creator_account_id=37');
  await send('POST', '/bot/oauth', `{"access_token": "${theirs[0]}", "client_id" "bot-app"`, json);
  await send('POST', '/bot/oauth', `access_token=${theirs[0]}&client_id=bot-app`, {
    'content-type': 'application/x-www-form-urlencoded',
  });
  await send('POST', '/bot/oauth', `access_token=${theirs[0]}`, {
    'content-type': 'application/x-www-form-urlencoded; charset=klingon',
  });
  await send('PUT', `/bot/oauth?token=${theirs[0]}`);
  await send('POST', '/bot/webhook', event({ eventType: 'PostAdded', text: theirs[2] }), {
    ...json,
    'verification-token': theirs[0] ?? '',
  });
  await send('POST', '/bot/webhook', event({ eventType: 'PostAdded', text: theirs[2] }), known);
  await send('POST', '/bot/webhook', `{"uuid": "1", "body": {"text": "${theirs[2]}"`, known);
  await send('POST', '/bot/webhook', JSON.stringify({ text: theirs[2] }), known);
  await send('POST', '/bot/webhook', gzipSync(`"${theirs[2]}"`).subarray(5), { ...known, 'content-encoding': 'gzip' });
  await send('POST', '/bot/webhook', `"${'x'.repeat(600_000)} ${theirs[2]}"`, known);
  await send('PUT', `/admin/update-token?token=${theirs[0]}`);
  await send('GET', '/admin/dump-database', undefined, { authorization: `Basic ${theirs[0]}` });
  await send('GET', '/healthz?nonce=code-of-somebody-else');
  await send('GET', `/metrics?token=${theirs[0]}`, undefined, { authorization: `Bearer ${theirs[0]}` });
  await send('GET', '/metrics', undefined, { authorization: 'Bearer metrics-token-42' });
  await send('GET', '/readyz');
  await send('GET', `/%E0%A4%A/${theirs[0]}`);
  expect((await sandbox.install(bot.url)).status).toBe(200);
  await journey.ask('grace', direct, 'status');
});

test('a fault of our own is told by its reference alone', async () => {
  // Behind the bot's back, its calls are gone.
  await stored(journey.databaseFile, 'ALTER TABLE participations RENAME TO lost');
  const answer = await journey.ask('grace', direct, 'calls @bob last week');
  expect(answer).toMatch(/tell the operator this reference: [0-9a-f]{8}/);
  const reference = /reference: (\w+)/.exec(answer)?.[1] ?? '';
  await journey.bot.waitUntil('it is in the log', () => journey.lines.some((line) => line.includes(reference)));
  await stored(journey.databaseFile, 'ALTER TABLE lost RENAME TO participations');
  expect(await journey.ask('grace', direct, 'calls @bob last week')).toContain('calls · ');
});

test('nothing of it came out', () => {
  const { sandbox, lines } = journey;
  expect(key.length).toBeGreaterThan(40);
  const secrets = [...secretsOf(sandbox), ...theirs, key, 'metrics-token-42', 'nobody asked the bot about this merger'];
  const texts = textsOf(sandbox);
  const numbers = numbersOf(sandbox);
  // It is a search that finds: the run was long, had much to hide, and its lines are there.
  expect(lines.filter((line) => line.includes('platform answered')).length).toBeGreaterThan(50);
  expect(answers.length).toBe(18);
  expect([texts.size, numbers.size].every((many) => many > 50)).toBe(true);
  const found = [
    '{"said":"calls missed yesterday"}',
    '{"to":"+44 20 7946-0123"}',
    '{"to":442079460123}',
    `{"is":"${secrets[0]}"}`,
  ];
  expect(leaksIn([...found, '{"at":1758124800000}'], { secrets, texts, numbers })).toEqual(found);
  expect(leaksIn(lines, { secrets, texts, numbers })).toEqual([]);
  expect(leaksIn(answers, { secrets, texts, numbers })).toEqual([]);
  // Posts repeat what people say; secrets of the house they never do.
  const posted = sandbox
    .posts(direct.id)
    .concat(sandbox.posts(team.id))
    .filter(({ creatorId }) => creatorId === journey.botId);
  expect(
    leaksIn(
      posted.map(({ text }) => text ?? ''),
      { secrets: [...secretsOf(sandbox), key] },
    ),
  ).toEqual([]);
});
