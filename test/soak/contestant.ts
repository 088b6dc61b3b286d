/** Switchboard or the naive bot of the bench, held in the same way: a stand-in of its own, ten chats, numbered questions, and its figures. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Bot, startBot } from '../sandbox/bot.js';
import { type MovableClock, movableClock } from '../sandbox/clock.js';
import type { Chat } from '../sandbox/model.js';
import type { Delivery } from '../sandbox/server/deliveries.js';
import type { Sandbox, SandboxOptions } from '../sandbox/server/sandbox.js';
import { startSandbox } from '../sandbox/server/start.js';
import type { Post } from '../sandbox/server/world.js';

export const kinds = ['Switchboard', 'naive'] as const;
type Kind = (typeof kinds)[number];

export interface Figures {
  readonly asked: number;
  /** Questions of which the bot said 200 to the platform. */
  readonly acknowledged: number;
  readonly answered: number;
  /** Words that the bot was away and should be asked again. */
  readonly excused: number;
  /** Neither answered nor excused. */
  readonly lost: number;
  /** Answered more than once. */
  readonly doubled: number;
  /** Requests that left while the platform had told this identity to be silent. */
  readonly insidePenalty: number;
  /** From the first question to the last answer, seconds on the clock; NaN where there is no answer. */
  readonly lastAnswerAfter: number;
}

export interface Contestant {
  readonly kind: Kind;
  readonly sandbox: Sandbox;
  readonly clock: MovableClock;
  readonly rooms: readonly Chat[];
  readonly asked: number;
  ask(room?: Chat): void;
  kill(): Promise<void>;
  /** The program again, on the same port and database, until it takes requests. */
  start(): Promise<void>;
  /** Nothing but deaths is to be seen: the platform forgets what it could not deliver meanwhile. */
  forgiveFailures(): void;
  /** Until all is answered, or so many real milliseconds passed without a post; the clock moves on by `step` milliseconds each second. */
  rest(patience: number, step?: number): Promise<void>;
  figures(): Figures;
  end(): Promise<void>;
}

const wednesday = Date.UTC(2025, 8, 17, 16);
const naiveProgram = fileURLToPath(new URL('../bench/naive/bot.js', import.meta.url));
const penalty = 60_000;

export async function enter(kind: Kind, options: Partial<SandboxOptions> & { realLimits?: boolean } = {}): Promise<Contestant> {
  const { realLimits = false, ...rest } = options;
  const clock = movableClock(wednesday);
  const sandbox = await startSandbox({ seed: 42, days: 3, latencyMs: { min: 5, max: 60 }, ...rest, now: clock.now });
  if (!realLimits) for (const group of ['Light', 'Medium', 'Heavy', 'Auth'] as const) sandbox.rates.setLimit(group, 1_000_000);
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-contest-'));
  const run = (port?: number) =>
    startBot({
      sandbox,
      clock,
      databaseUrl: `sqlite:${folder}/switchboard.db`,
      readyWithinMs: 0,
      env: {
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        RINGCENTRAL_CHATBOT_DATABASE_CONNECTION_URI: `sqlite:${folder}/naive.sqlite`,
      },
      ...(port !== undefined && { port }),
      ...(kind === 'naive' && { program: naiveProgram }),
    });
  // Only Switchboard has a word for being ready; the other takes requests from the moment it listens.
  const standing = async (bot: Bot) => {
    const response = await fetch(`${bot.url}/readyz`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
    return response !== null && (kind === 'naive' || response.ok);
  };
  let bot = await run();
  await bot.waitUntil('it takes requests', () => standing(bot));
  const { botId } = await bot.install();
  const heard = () => [...sandbox.world.subscriptions.values()].some(({ extensionId }) => extensionId === botId);
  await bot.waitUntil('it is subscribed', heard);

  const people = sandbox.company.extensions.filter(({ type, status }) => type === 'User' && status === 'Enabled');
  const [alice = '', bob = '', carol = ''] = people.map(({ id }) => id);
  const rooms: Chat[] = [];
  for (let number = 1; number <= 7; number += 1) {
    rooms.push(sandbox.createTeam(alice, `Team ${number}`, [alice, bob, carol, botId]));
  }
  for (const { id } of people.slice(0, 3)) rooms.push(sandbox.openDirect(id, botId));
  const said = (room: Chat) => sandbox.posts(room.id).filter(({ creatorId }) => creatorId === botId);
  if (kind === 'Switchboard') {
    await bot.waitUntil('it has said hello', () => rooms.every((room) => room.type === 'Direct' || said(room).length > 0));
  }
  // A first answer, so that all begins warm: the naive bot logs in once for each of its first questions, and loses those beyond five.
  const first = rooms.at(-1) as Chat;
  const before = said(first).length;
  sandbox.post(carol, first.id, 'calls last week');
  await bot.waitUntil('it answers', () => said(first).length > before);

  const asked: { readonly words: string; readonly room: Chat; readonly post: Post; readonly told: readonly Delivery[] }[] = [];
  const answers = ({ words, room }: (typeof asked)[number]) => said(room).filter(({ text }) => text?.includes(words));
  const excuses = () => rooms.flatMap((room) => said(room).filter(({ text }) => text?.includes('I was away when you asked')));
  const open = () => asked.filter((one) => answers(one).length === 0).length - excuses().length;

  return {
    kind,
    sandbox,
    clock,
    rooms,
    get asked() {
      return asked.length;
    },
    ask(room = rooms[asked.length % rooms.length] as Chat) {
      // No two ask for the same period, and both bots say in the answer which it is.
      const words = `last ${1_000 + asked.length} hours`;
      const who = room.members.find((id) => id !== botId) ?? '';
      const before = sandbox.deliveries.length;
      const post = sandbox.post(who, room.id, `${room.type === 'Direct' ? '' : `![:Person](${botId}) `}calls ${words}`);
      const told = sandbox.deliveries.slice(before).filter(({ eventType }) => eventType === 'PostAdded');
      asked.push({ words, room, post, told });
    },
    async kill() {
      await bot.kill();
      await sandbox.settled();
    },
    async start() {
      const { port } = bot;
      await bot.stop();
      bot = await run(port);
      await bot.waitUntil('it takes requests', () => standing(bot));
    },
    forgiveFailures() {
      for (const subscription of sandbox.world.subscriptions.values()) {
        Object.assign(subscription, { status: 'Active', failures: 0 });
      }
    },
    async rest(patience, step = 0) {
      await sandbox.settled();
      let [posts, since] = [0, performance.now()];
      while (open() > 0 && performance.now() - since < patience) {
        await pause(1_000);
        if (step > 0) await clock.move(step);
        const now = rooms.flatMap(said).length;
        if (now !== posts) [posts, since] = [now, performance.now()];
      }
      // A second answer, if there is one, is not long in coming.
      await pause(2_000);
    },
    figures() {
      const all = asked.map(answers);
      const first = Date.parse(asked[0]?.post.creationTime ?? '');
      const last = Math.max(...all.flat().map(({ creationTime }) => Date.parse(creationTime)));
      const answered = all.filter(({ length }) => length > 0).length;
      const excused = excuses().length;
      return {
        asked: asked.length,
        acknowledged: asked.filter(({ told }) => told.some(({ outcome }) => outcome === 200)).length,
        answered,
        excused,
        lost: Math.max(0, asked.length - answered - excused),
        doubled: all.filter(({ length }) => length > 1).length,
        insidePenalty: insidePenalty(sandbox),
        lastAnswerAfter: answered === 0 ? Number.NaN : (last - first) / 1000,
      };
    },
    async end() {
      await bot.stop();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Refused requests that came while an earlier refusal of the same identity and group still stood. */
function insidePenalty({ requests }: Sandbox): number {
  const until = new Map<string, number>();
  let inside = 0;
  for (const { at, identity, group, status } of requests) {
    if (status !== 429) continue;
    const bucket = `${identity ?? 'login'} ${group}`;
    if (at < (until.get(bucket) ?? 0)) inside += 1;
    until.set(bucket, at + penalty);
  }
  return inside;
}
