/** From a question in a team to its answer in the same team: how long, and for how many requests to the platform. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Bot } from '../sandbox/bot.js';
import type { Sandbox } from '../sandbox/server/sandbox.js';
import { apiLatency, installed, type Kind, start, startPlatform } from './processes.js';
import { quantile } from './statistics.js';
import type { Part } from './table.js';

/** What the jobs of ours ask by themselves, whether anybody writes or not. */
const background = new Set(['extractSyncAccountCallLog', 'listSubscriptions', 'getToken']);
const patience = 20_000;

interface Measured {
  readonly times: readonly number[];
  readonly firstRequests: number;
  readonly requestsPerAnswer: number;
  readonly requestsPerPost: number;
}

export async function measureAnswers(quick: boolean): Promise<Part> {
  const questions = quick ? 20 : 100;
  const ours = await measured('ours', questions);
  const naive = await measured('naive', questions);
  const time = (share: number) => ({ unit: 'ms', ours: quantile(ours.times, share), naive: quantile(naive.times, share) });
  const requests = (of: Exclude<keyof Measured, 'times'>) => ({ unit: 'requests', ours: ours[of], naive: naive[of] });
  return {
    rows: [
      { what: 'answer end to end, p50', ...time(0.5), budget: { most: 200 } },
      { what: 'answer end to end, p99', ...time(0.99) },
      { what: 'per answered command, warm', ...requests('requestsPerAnswer'), budget: { most: 1 } },
      { what: 'per first command in a chat', ...requests('firstRequests') },
      { what: 'per post not addressed to the bot', ...requests('requestsPerPost'), budget: { most: 0 } },
    ],
    notes: [
      `answers: \`calls @bob last week\`, ${questions} questions one after the other at ${apiLatency} ms of API latency, from the post to the answer standing in the chat; rate limits raised out of the way.`,
      'requests: whatever an answer needs of any identity; what the jobs ask on their beat (calls, subscriptions, a token) is not counted. With limits on, the naive way ends after 10 questions a minute, since each reads the call log (Heavy).',
    ],
  };
}

async function measured(kind: Kind, questions: number): Promise<Measured> {
  const sandbox = await startPlatform(kind);
  const { bot } = await start(kind, sandbox);
  try {
    const botId = await installed(kind, bot, sandbox);
    const [alice, bob, carol] = sandbox.company.extensions.filter(({ type, status }) => type === 'User' && status === 'Enabled');
    if (!alice || !bob || !carol) throw new Error('the company has too few people');
    const team = sandbox.createTeam(alice.id, 'Bench', [alice.id, bob.id, carol.id, botId]);
    await pause(1_500);
    const ask = () =>
      answered(sandbox, bot, {
        asker: alice.id,
        chat: team.id,
        botId,
        text: `![:Person](${botId}) calls ![:Person](${bob.id}) last week`,
      });
    const firstRequests = await counting(sandbox, async () => void (await ask()));
    for (let time = 0; time < 3; time += 1) await ask();
    const times: number[] = [];
    const asked = await counting(sandbox, async () => {
      for (let time = 0; time < questions; time += 1) times.push(await ask());
    });
    const posts = 50;
    const unrelated = await counting(sandbox, async () => {
      for (let time = 0; time < posts; time += 1) sandbox.post(alice.id, team.id, `lunch, anybody? ${time}`);
      await sandbox.settled();
      await pause(500);
    });
    return { times, firstRequests, requestsPerAnswer: asked / questions, requestsPerPost: unrelated / posts };
  } finally {
    await bot.stop();
    await sandbox.close();
  }
}

interface Question {
  readonly asker: string;
  readonly chat: string;
  readonly botId: string;
  readonly text: string;
}

/** Milliseconds until the answer stands. Throws when there is none, or one that tells of no calls. */
async function answered(sandbox: Sandbox, bot: Bot, { asker, chat, botId, text }: Question): Promise<number> {
  let ended = () => {};
  const answer = new Promise<{ text: string; at: number }>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer to ${text}\n${bot.lines.slice(-15).join('\n')}`)), patience);
    const unlisten = sandbox.onPost(({ kind, chatId, post }) => {
      if (kind === 'added' && chatId === chat && post.creatorId === botId)
        resolve({ text: post.text ?? '', at: performance.now() });
    });
    ended = () => {
      clearTimeout(timer);
      unlisten();
    };
  });
  const begun = performance.now();
  sandbox.post(asker, chat, text);
  try {
    const { text: said, at } = await answer;
    if (!/^\d+ calls? · /.test(said)) throw new Error(`not an answer about calls: ${said}`);
    return at - begun;
  } finally {
    ended();
  }
}

/** How many requests the work needed. The answer to the last of them may still be on its way. */
async function counting(sandbox: Sandbox, work: () => Promise<void>): Promise<number> {
  const before = sandbox.requests.length;
  await work();
  return sandbox.requests.slice(before).filter(({ operationId }) => !background.has(operationId ?? '')).length;
}
