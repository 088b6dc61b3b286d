/** Asks one store what a whole company asks, and the database the same in plain SQL, in a process of its own. */
import { openEngine } from '../../../src/adapters/store/open.js';
import { sqlitePath } from '../../../src/adapters/store/sqlite.js';
import { silent } from '../silent.js';
import { account, companyOf, now, openDesk } from './desk.js';
import { fill } from './participations.js';
import { questions, type Statement } from './questions.js';

export interface CompanyTask {
  readonly databaseUrl: string;
  readonly people: number;
  readonly participations: number;
  readonly times: number;
}

export interface CompanyAsked {
  /** Milliseconds each time, by the question's place in the list. */
  readonly ours: readonly (readonly number[])[];
  readonly raw: readonly (readonly number[])[];
  readonly highestMb: number;
  readonly filledIn: number;
}

type Run = (statement: Statement) => Promise<unknown>;

/** The driver itself, as a program without this bot's store would use it. */
async function plainSql(databaseUrl: string): Promise<{ run: Run; close(): Promise<void> }> {
  if (databaseUrl.startsWith('postgres')) {
    const { default: pg } = await import('pg');
    const client = new (pg as unknown as { Client: new (url: string) => PlainClient }).Client(databaseUrl);
    await client.connect();
    return { run: ({ sql, bind }) => client.query(sql, bind), close: () => client.end() };
  }
  const { default: sqlite } = await import('sqlite3');
  const database = new sqlite.Database(sqlitePath(databaseUrl));
  const run: Run = ({ sql, bind }) =>
    new Promise((resolve, reject) => {
      database.all(sql, [...bind], (error, rows) => (error === null ? resolve(rows) : reject(error)));
    });
  return { run, close: () => new Promise((resolve) => database.close(() => resolve())) };
}

interface PlainClient {
  connect(): Promise<void>;
  query(sql: string, bind: readonly unknown[]): Promise<unknown>;
  end(): Promise<void>;
}

const task = JSON.parse(process.argv[2] ?? '{}') as CompanyTask;
const company = companyOf(task.people, 50);
const desk = await openDesk(task.databaseUrl, company);
const { engine } = await openEngine(task.databaseUrl, silent);
const begun = performance.now();
const year = 365 * 86_400_000;
const [filled] = await engine.query<{ n: number }>('SELECT COUNT(*) AS n FROM participations');
if (filled?.n === 0) await fill(engine, { account, ...company, count: task.participations, from: now - year, to: now });
const filledIn = performance.now() - begun;
const plain = await plainSql(task.databaseUrl);
let highestMb = 0;
const ours: number[][] = questions.map(() => []);
const raw: number[][] = questions.map(() => []);
for (let time = -2; time < task.times; time += 1) {
  for (const [place, question] of questions.entries()) {
    for (let again = 0; again < (question.often ?? 1); again += 1) {
      // Somebody else each time, and never the asker; what is asked before time 0 is the warm-up.
      const who = 30 + (((time + 2) * 37 + again * 101) % (task.people - 60));
      const { lines, took } = await desk.ask(question.chat, question.line(who));
      if (!question.expected.test(lines[0] ?? '')) throw new Error(`not the answer that was expected: ${lines.join('\n')}`);
      const from = performance.now();
      for (const statement of question.raw(who, company, engine.dialect)) await plain.run(statement);
      const rawTook = performance.now() - from;
      highestMb = Math.max(highestMb, process.memoryUsage().rss / 2 ** 20);
      if (time < 0) continue;
      ours[place]?.push(took);
      raw[place]?.push(rawTook);
    }
  }
}
await plain.close();
await engine.close();
await desk.close();
const asked: CompanyAsked = { ours, raw, highestMb, filledIn };
process.send?.(asked, () => process.exit(0));
