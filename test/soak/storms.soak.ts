/** The platform in one storm after the other: questions get one sentence each, calls are counted once, and all mends itself. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../journeys/journey.js';
import type { Chat } from '../sandbox/model.js';
import type { Fault } from '../sandbox/server/faults.js';
import type { Sandbox } from '../sandbox/server/sandbox.js';
import { truthOf } from '../sandbox/truth.js';
import { hearAll, untilAnswered } from './crowd.js';

const minute = 60_000;
const counted = ['connected', 'not connected', 'answered', 'missed', 'refused', 'voicemail'];
const people = ['alice', 'bob', 'carol'] as const;
let journey: Journey;
let team: Chat;

beforeAll(async () => {
  journey = await startJourney({ env: { LOG_LEVEL: 'info' }, sandbox: { days: 20 } });
  team = await journey.team('Harbour', people);
  await journey.covered();
});
afterAll(async () => {
  await hearAll(journey);
  await journey.end();
});

const all = (fault: Omit<Fault, 'operation' | 'times'>) => (sandbox: Sandbox) =>
  sandbox.faults.add({ operation: '*', times: Number.POSITIVE_INFINITY, ...fault });
const subscriptionOf = (sandbox: Sandbox, whose: 'bot' | 'reader') =>
  [...sandbox.world.subscriptions.values()].find(({ extensionId }) => (extensionId === journey.botId) === (whose === 'bot'))
    ?.id ?? '';
const limitHeaders = {
  'X-Rate-Limit-Group': 'light',
  'X-Rate-Limit-Limit': '50',
  'X-Rate-Limit-Remaining': '0',
  'X-Rate-Limit-Window': '60',
};
const readable = ({ account }: Sandbox) => account.log.filter(({ visibleAt }) => visibleAt <= journey.clock.now());
/** Stories whose records were deleted: they are not to be counted any more. */
const gone = new Set<string>();

interface Storm {
  readonly begin: (sandbox: Sandbox) => void;
  /** Real milliseconds for each minute on the clock. */
  readonly pace?: number;
  /** No event comes through: nobody can be expected to know of the question. */
  readonly deaf?: boolean;
}

const storms: Readonly<Record<string, Storm>> = {
  '429 with headers': { begin: all({ status: 429, headers: { ...limitHeaders, 'Retry-After': '45' } }) },
  '429 without headers': { begin: all({ status: 429 }) },
  'five minutes of 500': { begin: all({ status: 500 }) },
  'five minutes of 503 in HTML': { begin: all({ status: 503, body: '<html>Service Unavailable</html>' }) },
  'five minutes of 502 after the work was done': { begin: all({ status: 502, after: true }) },
  resets: { begin: all({ reset: true }) },
  hangs: { begin: all({ hang: true }), pace: 6_000 },
  'truncated bodies': { begin: all({ truncate: true }) },
  'bodies of another kind': { begin: all({ status: 200, body: { unexpected: [] } }) },
  'HTML with 200': { begin: all({ status: 200, body: '<html>Welcome</html>' }) },
  'a dead reader token': { begin: (sandbox) => sandbox.revokeTokensOf(sandbox.serviceUserId) },
  'no login for the reader': {
    begin: (sandbox) => {
      sandbox.faults.add({ operation: 'getToken', status: 503, times: Number.POSITIVE_INFINITY });
      sandbox.revokeTokensOf(sandbox.serviceUserId);
    },
  },
  'a worthless sync token': { begin: (sandbox) => sandbox.expireSyncTokens() },
  'a deleted subscription of the bot': {
    begin: (sandbox) => void sandbox.world.subscriptions.delete(subscriptionOf(sandbox, 'bot')),
  },
  'a blacklisted subscription of the bot': { begin: (sandbox) => sandbox.blacklist(subscriptionOf(sandbox, 'bot')) },
  'a blacklisted subscription of the reader': { begin: (sandbox) => sandbox.blacklist(subscriptionOf(sandbox, 'reader')) },
  'events that are dropped': { begin: ({ faults }) => Object.assign(faults.deliveries, { drop: 1_000_000 }), deaf: true },
  'events late, double and out of order': {
    begin: ({ faults }) => Object.assign(faults.deliveries, { delayMs: 1_500, copies: 3, shuffle: true }),
  },
  'records that are corrected': {
    begin: (sandbox) => {
      for (const { record } of readable(sandbox).slice(-20)) {
        sandbox.correctRecord(String(record.id), { duration: Number(record.duration ?? 0) + 1 });
      }
    },
  },
  'records that are deleted': {
    begin: (sandbox) => {
      for (const { storyId } of readable(sandbox).slice(-20)) gone.add(storyId);
      for (const { storyId, record } of readable(sandbox)) {
        if (gone.has(storyId)) sandbox.correctRecord(String(record.id), { deleted: true });
      }
    },
  },
};

/** What truly happened to somebody in the last day. */
function truth(person: string): number {
  const { sandbox, clock } = journey;
  const from = clock.now() - 24 * 60 * minute;
  return sandbox.stories
    .flatMap((story) => truthOf(sandbox.company, story))
    .filter(
      ({ extensionId, part, outsideTotals }) => extensionId === person && counted.includes(part) && outsideTotals === undefined,
    )
    .filter(({ storyId, startedAt }) => !gone.has(storyId) && startedAt >= from && startedAt < clock.now()).length;
}

const own = () => journey.sandbox.posts(team.id).filter(({ creatorId }) => creatorId === journey.botId);

/** Asks, and hears in the first line how many calls there were. */
async function told(who: (typeof people)[number]): Promise<number> {
  const answer = await journey.ask(who, journey.direct(who), 'calls last 24 hours');
  const [, word] = /^(No|\d+) calls? · /.exec(answer) ?? [];
  return word === undefined ? Number.NaN : word === 'No' ? 0 : Number(word);
}

test.each(Object.entries(storms))('%s', async (_, { begin, pace = 1_200, deaf }) => {
  const { sandbox, clock, bot, ids } = journey;
  const before = own().length;
  begin(sandbox);
  let asked = 0;
  for (let passed = 0; passed < 5; passed += 1) {
    if (passed % 2 === 0) {
      journey.say(people[passed % 3] as (typeof people)[number], team, 'calls today');
      asked += 1;
    }
    sandbox.makeCall(passed % 2 === 0 ? 'voicemail' : 'direct', ids[people[passed % 3] as (typeof people)[number]]);
    await pause(pace);
    await clock.move(minute - pace);
  }
  sandbox.faults.clear();
  const ended = clock.now();
  await sandbox.settled();
  // What penalties, leases and growing pauses are left, up to the longest of them.
  const recovered = async () => {
    await pause(300);
    await clock.move(30_000);
    const { through } = (await journey.readiness()).sync.calls;
    return through !== null && Date.parse(through) > ended + 60_000 && (deaf || own().length >= before + asked);
  };
  await bot.waitUntil('it has recovered', recovered, 90_000);
  await untilAnswered(journey, 16_000);
  const answers = own().slice(before);
  expect(answers).toHaveLength(deaf ? 0 : asked);
  for (const { text } of answers) expect(text).toMatch(/calls? · |RingCentral does not answer me|I was away when you asked/);
  await hearAll(journey);
  for (const who of people) {
    await bot.waitUntil(`${who} is told the truth`, async () => {
      await clock.move(2_000);
      return (await told(who)) === truth(ids[who]);
    });
  }
  expect(await journey.ask('bob', journey.direct('bob'), 'status')).toContain('All is well');
  console.log(`${asked} asked, ${answers.length} answered; well again ${Math.round((clock.now() - ended) / 1000)} s after`);
});
