/** What a company asks, each with the least SQL that yields the answer's figures. */
import type { Dialect } from '../../../src/adapters/store/dialect.js';
import type { Span } from '../../../src/core/model.js';
import { account, type ChatName, type Company, now } from './desk.js';

export interface Question {
  readonly what: string;
  readonly chat: ChatName;
  /** Each time about somebody else. */
  readonly line: (time: number) => string;
  /** What the answer must look like. */
  readonly expected: RegExp;
  readonly raw: (time: number, company: Company, dialect: Dialect) => readonly Statement[];
  /** How far back the call log would have to be read for it, ms; of one extension's log, where it is that of one. */
  readonly live: { readonly reads: number; readonly ofOne?: boolean };
  /** Most milliseconds. */
  readonly budget?: number;
  /** Asked so many times as often as the others, for the slowest of a hundred; once where absent. */
  readonly often?: number;
}

export interface Statement {
  readonly sql: string;
  readonly bind: readonly unknown[];
}

const day = 86_400_000;
const zone = 4 * 3_600_000;
const midnight = Math.floor((now - zone) / day) * day + zone;
const month: Span = { from: midnight - 28 * day, to: midnight + day };
const monthBefore: Span = { from: month.from - 28 * day, to: month.from };
const week: Span = { from: now - 7 * day, to: now };
/** A question's period is this long; `summary` is held against as much before it. */
const period = 'last 28 days';

const asked = (dialect: Dialect) =>
  `account = $1 AND extension IN (SELECT value FROM ${dialect.values(2)} AS asked) AND started_at >= $3 AND started_at < $4 AND state = 'call'`;

const bind = (dialect: Dialect, extensions: readonly string[], { from, to }: Span) => [
  account,
  dialect.list(extensions),
  from,
  to,
];

const perPerson = (dialect: Dialect, extensions: readonly string[], span: Span): Statement => ({
  sql: `SELECT extension, part, COUNT(*), SUM(talk_ms), MAX(talk_ms) FROM participations WHERE ${asked(dialect)} GROUP BY extension, part`,
  bind: bind(dialect, extensions, span),
});

const distinct = (dialect: Dialect, extensions: readonly string[], span: Span): Statement => ({
  sql: `SELECT part, COUNT(DISTINCT conversation) FROM participations WHERE ${asked(dialect)} GROUP BY part`,
  bind: bind(dialect, extensions, span),
});

const newest = (dialect: Dialect, extensions: readonly string[], span: Span, and = ''): Statement => ({
  sql: `SELECT * FROM participations WHERE ${asked(dialect)} ${and} ORDER BY started_at DESC LIMIT 10`,
  bind: bind(dialect, extensions, span),
});

const numberOf = (time: number) => `+1415${String(time * 7_919).padStart(7, '0')}`;
const summaryOf = (people: (company: Company) => Company['people']): Question['raw'] => {
  return (_, company, dialect) =>
    [month, monthBefore].flatMap((span) => [perPerson(dialect, people(company), span), distinct(dialect, people(company), span)]);
};

export const questions: readonly Question[] = [
  {
    what: 'calls @x last 7 days',
    chat: 'direct',
    line: (time) => `calls @${time} last 7 days`,
    expected: /^(\d+|No) calls? · Person/,
    raw: (time, { people }, dialect) => {
      const one = [people[time] ?? ''];
      return [perPerson(dialect, one, week), newest(dialect, one, week)];
    },
    live: { reads: 7 * day, ofOne: true },
    budget: 10,
    often: 20,
  },
  {
    what: `summary of 30 people, ${period}`,
    chat: 'team',
    line: () => `summary ${period}`,
    expected: /^[\d,]+ calls · /,
    raw: summaryOf(({ people }) => people.slice(0, 30)),
    live: { reads: 56 * day },
  },
  {
    what: `summary of everybody, ${period}`,
    chat: 'company',
    line: () => `summary ${period}`,
    expected: /^[\d,]+ calls · /,
    raw: summaryOf(({ people }) => people),
    live: { reads: 56 * day },
    budget: 1_000,
  },
  {
    what: `top by missed of everybody, ${period}`,
    chat: 'company',
    line: () => `top by missed ${period}`,
    expected: /^[\d,]+ missed calls · /,
    raw: (_, { people }, dialect) => [perPerson(dialect, people, month)],
    live: { reads: 28 * day },
    budget: 1_000,
  },
  {
    what: `calls missed by everybody, ${period}`,
    chat: 'company',
    line: () => `calls missed ${period}`,
    expected: /^[\d,]+ missed calls · /,
    raw: (_, { people }, dialect) => [
      distinct(dialect, people, month),
      newest(dialect, people, month, "AND part IN ('missed', 'gave up')"),
    ],
    live: { reads: 28 * day },
    budget: 1_000,
  },
  {
    what: `busy of everybody, ${period}`,
    chat: 'company',
    line: () => `busy ${period}`,
    expected: /^[\d,]+ calls · /,
    raw: (_, { people }, dialect) => [
      {
        sql: `SELECT started_at / 3600000, COUNT(DISTINCT conversation) FROM participations WHERE ${asked(dialect)}
          GROUP BY started_at / 3600000`,
        bind: bind(dialect, people, month),
      },
    ],
    live: { reads: 28 * day },
    budget: 1_000,
  },
  {
    what: `queue, ${period}`,
    chat: 'direct',
    line: (time) => `queue ${60_000 + (time % 50)} ${period}`,
    expected: /^[\d,]+ calls? · Queue /,
    raw: (time, { queues }) => {
      const span = [queues[time % queues.length], month.from, month.to];
      return [
        {
          sql: `SELECT part, COUNT(*), SUM(wait_ms), MAX(wait_ms) FROM participations
            WHERE account = $1 AND extension = $2 AND started_at >= $3 AND started_at < $4 AND state = 'call' GROUP BY part`,
          bind: [account, ...span],
        },
        {
          sql: `SELECT agent.extension, agent.part, COUNT(*) FROM participations AS own JOIN participations AS agent
            ON agent.account = own.account AND agent.conversation = own.conversation AND agent.queue = own.extension
            WHERE own.account = $1 AND own.extension = $2 AND own.started_at >= $3 AND own.started_at < $4 AND own.state = 'call'
            GROUP BY agent.extension, agent.part`,
          bind: [account, ...span],
        },
      ];
    },
    live: { reads: 28 * day },
  },
  {
    what: `between @x and @y, ${period}`,
    chat: 'direct',
    line: (time) => `between @${time} and @${time + 13} ${period}`,
    expected: /^(\d+|No) calls? · Person/,
    raw: (time, { people }) => [
      {
        sql: `SELECT a.* FROM participations AS a JOIN participations AS b ON b.account = a.account AND b.conversation = a.conversation
          WHERE a.account = $1 AND a.extension = $2 AND a.started_at >= $3 AND a.started_at < $4 AND a.state = 'call' AND b.extension = $5
          ORDER BY a.started_at DESC`,
        bind: [account, people[time], month.from, month.to, people[time + 13]],
      },
    ],
    live: { reads: 28 * day, ofOne: true },
  },
  {
    what: 'with a caller by name, a year',
    chat: 'direct',
    line: () => 'with Nobody Ltd',
    expected: /^I know nobody called /,
    raw: (_, { people }, dialect) => [
      {
        sql: `SELECT counterpart_number, counterpart_name, MAX(started_at) FROM participations WHERE ${asked(dialect)}
          AND counterpart_name LIKE '%nobody%' GROUP BY counterpart_number, counterpart_name`,
        bind: bind(dialect, people, { from: 0, to: now }),
      },
    ],
    live: { reads: 365 * day },
  },
  {
    what: 'with a number, a year',
    chat: 'direct',
    line: (time) => `with ${numberOf(time)}`,
    expected: /^(\d+|No) calls? · /,
    raw: (time) => [
      {
        sql: `SELECT * FROM participations WHERE account = $1 AND counterpart_number = $2 AND state = 'call' ORDER BY started_at DESC`,
        bind: [account, numberOf(time)],
      },
    ],
    live: { reads: 365 * day },
  },
];
