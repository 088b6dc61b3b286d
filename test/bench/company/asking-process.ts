/** Asks stores of different sizes the same question, in a process of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../../src/adapters/store/open.js';
import { silent } from '../silent.js';
import { account, companyOf, type Desk, now, openDesk } from './desk.js';
import { fill } from './participations.js';

export interface AskTask {
  readonly participations: number;
  readonly questions: number;
}

/** Milliseconds per question; `own` is the store that holds the asked week and nothing else. */
export interface Asked {
  readonly full: readonly number[];
  readonly empty: readonly number[];
  readonly own: readonly number[];
  readonly openMb: number;
}

const people = 500;
/** A million in a year, about 40 a person and week. */
const perWeek = 1_000_000 / 52;
const week = 7 * 86_400_000;

/** Milliseconds for one question. Throws where the answer is not the expected one. */
async function ask(desk: Desk, subject: number, empty: boolean): Promise<number> {
  const { lines, took } = await desk.ask('direct', `calls @${subject} last 7 days`);
  if (empty ? !lines[0]?.startsWith('No calls · ') : lines.filter((line) => line.startsWith('* ')).length !== 10)
    throw new Error(`not the answer that was expected: ${lines.join('\n')}`);
  return took;
}

const task = JSON.parse(process.argv[2] ?? '{}') as AskTask;
const folder = mkdtempSync(join(tmpdir(), 'switchboard-bench-'));
const company = companyOf(people, 5);
const urlOf = (name: string) => `sqlite:${join(folder, name)}.db`;
try {
  const desks = {
    full: await openDesk(urlOf('full'), company),
    empty: await openDesk(urlOf('empty'), company),
    own: await openDesk(urlOf('own'), company),
  };
  const { engine } = await openEngine(urlOf('full'), silent);
  const count = task.participations;
  await fill(engine, { account, ...company, count, from: now - (count / perWeek) * week, to: now });
  await engine.close();
  const { engine: own } = await openEngine(urlOf('own'), silent);
  await own.query('ATTACH DATABASE $1 AS full_store', [join(folder, 'full.db')]);
  await own.query('INSERT INTO participations SELECT * FROM full_store.participations WHERE started_at >= $1', [now - week]);
  await own.close();
  const times: Record<keyof typeof desks, number[]> = { full: [], empty: [], own: [] };
  for (let question = -Math.min(people, task.questions / 3); question < task.questions; question += 1) {
    // Anybody but the asker.
    const subject = 1 + ((question * 7 + 11 * people) % (people - 1));
    for (const kind of ['full', 'empty', 'own'] as const) {
      const took = await ask(desks[kind], subject, kind === 'empty');
      // What is asked before question 0 is the warm-up.
      if (question >= 0) times[kind].push(took);
    }
  }
  const asked: Asked = { ...times, openMb: process.memoryUsage().rss / 2 ** 20 };
  process.send?.(asked, () => process.exit(0));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
