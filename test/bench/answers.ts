/** From a question in a team to its answer in the same team: how long, and for how many requests to the platform. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/server/sandbox.js';
import { apiLatency, type Both, type Installed } from './processes.js';
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

export async function measureAnswers(quick: boolean, both: Both): Promise<Part> {
  const questions = quick ? 10 : 100;
  const ours = await measured(both.ours, questions);
  const naive = await measured(both.naive, questions);
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

async function measured(installed: Installed, questions: number): Promise<Measured> {
  const { sandbox, team, alice } = installed;
  const ask = () => answered(installed);
  const firstRequests = await counting(sandbox, async () => void (await ask()));
  for (let time = 0; time < 3; time += 1) await ask();
  const times: number[] = [];
  const asked = await counting(sandbox, async () => {
    for (let time = 0; time < questions; time += 1) times.push(await ask());
  });
  const posts = 50;
  const unrelated = await counting(sandbox, async () => {
    for (let time = 0; time < posts; time += 1) sandbox.post(alice, team, `lunch, anybody? ${time}`);
    await sandbox.settled();
    await pause(500);
  });
  return { times, firstRequests, requestsPerAnswer: asked / questions, requestsPerPost: unrelated / posts };
}

/** Milliseconds until the answer stands. Throws when there is none, or one that tells of no calls. */
async function answered({ sandbox, bot, botId, team: chat, alice, bob }: Installed): Promise<number> {
  const text = `![:Person](${botId}) calls ![:Person](${bob}) last week`;
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
  sandbox.post(alice, chat, text);
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
