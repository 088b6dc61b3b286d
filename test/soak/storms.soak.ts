/** The platform in one storm after the other: who asks meanwhile is told, calls are counted once, and all mends itself. */
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
  console.log(
    ['', '| storm | who asks meanwhile sees | saw | well again after |', '| --- | --- | --- | --- |', ...rows].join('\n'),
  );
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

/** All that the bot may say to `calls today`; how fresh an answer is stands in it. */
const sentences = {
  answer: /^(?:No calls|\d+ calls?) · [\s\S]*\nAs of \d/,
  outage: /^RingCentral does not answer me right now\. Please ask again in a few minutes\.$/,
  away: /^I was away when you asked this\. Please ask again\.$/,
};
type Sentence = keyof typeof sentences;

interface Sight {
  /** While the storm still blows. */
  readonly during: boolean;
  readonly sentences: readonly Sentence[];
}
const sights = {
  'the answer, at once': { during: true, sentences: ['answer'] },
  'the answer or the outage, at once': { during: true, sentences: ['answer', 'outage'] },
  'the answer or the outage, as soon as a post goes through': { during: false, sentences: ['answer', 'outage', 'away'] },
  'the answer, as soon as the chat is read back': { during: false, sentences: ['answer', 'away'] },
} satisfies Record<string, Sight>;

interface Storm {
  readonly begin: (sandbox: Sandbox) => void;
  readonly sees: keyof typeof sights;
  /** What the last who asks sees besides. */
  readonly last?: RegExp;
  /** On the clock; 5 unless given. */
  readonly minutes?: number;
  /** Real milliseconds for each minute on the clock. */
  readonly pace?: number;
  /** What people do about it, where the bot alone cannot mend it. */
  readonly mend?: () => Promise<void>;
}

const noPosts = 'the answer or the outage, as soon as a post goes through';
const rows: string[] = [];

const storms: Readonly<Record<string, Storm>> = {
  '429 with headers': { begin: all({ status: 429, headers: { ...limitHeaders, 'Retry-After': '45' } }), sees: noPosts },
  '429 without headers': { begin: all({ status: 429 }), sees: noPosts },
  'five minutes of 500': { begin: all({ status: 500 }), sees: noPosts },
  'five minutes of 503 in HTML': { begin: all({ status: 503, body: '<html>Service Unavailable</html>' }), sees: noPosts },
  'five minutes of 502 after the work was done': { begin: all({ status: 502, after: true }), sees: noPosts },
  resets: { begin: all({ reset: true }), sees: noPosts },
  hangs: { begin: all({ hang: true }), sees: noPosts, pace: 6_000 },
  'truncated bodies': { begin: all({ truncate: true }), sees: noPosts },
  'bodies of another kind': { begin: all({ status: 200, body: { unexpected: [] } }), sees: noPosts },
  'HTML with 200': { begin: all({ status: 200, body: '<html>Welcome</html>' }), sees: noPosts },
  'a dead reader token': { begin: (sandbox) => sandbox.revokeTokensOf(sandbox.serviceUserId), sees: 'the answer, at once' },
  'no login for the reader': {
    begin: (sandbox) => {
      sandbox.faults.add({ operation: 'getToken', status: 503, times: Number.POSITIVE_INFINITY });
      sandbox.revokeTokensOf(sandbox.serviceUserId);
    },
    sees: 'the answer, at once',
    minutes: 20,
    last: /\nAs of .*RingCentral has not let me read newer calls yet\./,
  },
  'a dead token of the bot': {
    begin: (sandbox) => sandbox.revokeTokensOf(journey.botId),
    sees: noPosts,
    mend: () => journey.install(),
  },
  'chats that cannot be read': {
    begin: ({ faults }) => faults.add({ operation: 'readGlipChatNew', status: 503, times: Number.POSITIVE_INFINITY }),
    sees: 'the answer or the outage, at once',
    // What was known of the chat is too old by then.
    minutes: 8,
    last: sentences.outage,
  },
  'people that cannot be read': {
    begin: ({ faults }) => {
      for (const operation of ['readExtension', 'readGlipPersonNew', 'listExtensions', 'listDirectoryEntries'])
        faults.add({ operation, reset: true, times: Number.POSITIVE_INFINITY });
    },
    sees: 'the answer, at once',
  },
  'a worthless sync token': { begin: (sandbox) => sandbox.expireSyncTokens(), sees: 'the answer, at once' },
  'a deleted subscription of the bot': {
    begin: (sandbox) => void sandbox.world.subscriptions.delete(subscriptionOf(sandbox, 'bot')),
    sees: 'the answer, as soon as the chat is read back',
  },
  'a blacklisted subscription of the bot': {
    begin: (sandbox) => sandbox.blacklist(subscriptionOf(sandbox, 'bot')),
    sees: 'the answer, as soon as the chat is read back',
  },
  'a blacklisted subscription of the reader': {
    begin: (sandbox) => sandbox.blacklist(subscriptionOf(sandbox, 'reader')),
    sees: 'the answer, at once',
  },
  'events that are dropped': {
    begin: ({ faults }) => Object.assign(faults.deliveries, { drop: 1_000_000 }),
    sees: 'the answer, as soon as the chat is read back',
  },
  'events late, double and out of order': {
    begin: ({ faults }) => Object.assign(faults.deliveries, { delayMs: 1_500, copies: 3, shuffle: true }),
    sees: 'the answer, at once',
  },
  'records that are corrected': {
    begin: (sandbox) => {
      for (const { record } of readable(sandbox).slice(-20)) {
        sandbox.correctRecord(String(record.id), { duration: Number(record.duration ?? 0) + 1 });
      }
    },
    sees: 'the answer, at once',
  },
  'records that are deleted': {
    begin: (sandbox) => {
      for (const { storyId } of readable(sandbox).slice(-20)) gone.add(storyId);
      for (const { storyId, record } of readable(sandbox)) {
        if (gone.has(storyId)) sandbox.correctRecord(String(record.id), { deleted: true });
      }
    },
    sees: 'the answer, at once',
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

test.each(Object.entries(storms))('%s', async (name, { begin, sees, last, minutes = 5, pace = 1_200, mend }) => {
  const { sandbox, clock, bot, ids } = journey;
  const sight: Sight = sights[sees];
  const before = own().length;
  const answers = () => own().slice(before);
  begin(sandbox);
  let asked = 0;
  for (let passed = 0; passed < minutes; passed += 1) {
    const who = people[passed % 3] as (typeof people)[number];
    if (passed === 0 || passed === 2 || passed === minutes - 1) {
      journey.say(who, team, 'calls today');
      asked += 1;
      if (sight.during) await bot.waitUntil(`${who} is told`, () => answers().length >= asked);
    }
    sandbox.makeCall(passed % 2 === 0 ? 'voicemail' : 'direct', ids[who]);
    await pause(pace);
    await clock.move(minute - pace);
  }
  sandbox.faults.clear();
  await mend?.();
  const ended = clock.now();
  await sandbox.settled();
  // What penalties, leases and growing pauses are left, up to the longest of them.
  const recovered = async () => {
    await pause(300);
    await clock.move(30_000);
    const { through } = (await journey.readiness()).sync.calls;
    return through !== null && Date.parse(through) > ended + 60_000 && answers().length >= asked;
  };
  await bot.waitUntil('it has recovered', recovered, 90_000);
  await untilAnswered(journey, 16_000);
  const said = answers().map(({ text = '' }) => text);
  expect(said).toHaveLength(asked);
  const saw = said.map((text) => sight.sentences.find((one) => sentences[one].test(text)) ?? text);
  expect(saw.filter((one) => !(one in sentences))).toEqual([]);
  if (last) expect(said.at(-1)).toMatch(last);
  await hearAll(journey);
  for (const who of people) {
    // A call is counted when its record is there, after its end; some of those that were made take minutes.
    const rightly = async () => {
      await clock.move(20_000);
      return (await told(who)) === truth(ids[who]);
    };
    await bot.waitUntil(`${who} is told the truth`, rightly, 90_000);
  }
  expect(await journey.ask('bob', journey.direct('bob'), 'status')).toContain('All is well');
  const count = (one: Sentence) => saw.filter((each) => each === one).length;
  const counts = (['answer', 'outage', 'away'] as const).flatMap((one) => (count(one) > 0 ? [`${count(one)} × ${one}`] : []));
  rows.push(`| ${name} | ${sees} | ${counts.join(', ')} | ${Math.round((clock.now() - ended) / 1000)} s |`);
});
