/** `via Support` and `for Support`: when a queue narrows a question, and when it is the one asked about. */
import { describe, expect, test } from 'vitest';
import { type Parsed, parse } from '../../../src/bot/understanding/parse.js';
import { sourceOf, tokensOf } from '../../../src/bot/understanding/tokens.js';
import { commands } from '../../../src/commands/index.js';
import { directoryOf, type Extension } from '../../../src/core/directory.js';
import { UserError } from '../../../src/core/errors.js';
import { accountId, extensionId } from '../../../src/core/model.js';
import { asked } from '../../core/period/asked.js';
import { startCpuTime } from '../../cpuTime.js';
import { directory, self } from '../asked.js';

const parsed = (line: string): Parsed => parse(tokensOf(line, self), commands, { ...asked(), directory });
const bob = '![:Person](103)';

describe('a queue the calls were for', () => {
  test.each<[line: string, rest: string, filter: readonly string[], period?: string]>([
    [`calls ${bob} via support`, bob, []],
    [`calls ${bob} answered via the Support queue last week`, bob, ['answered'], 'last week'],
    ['calls via 2001 bob ray yesterday', 'bob ray', [], 'yesterday'],
    ['calls rang via Supp this month', '', ['rang'], 'this month'],
    [`calls ${bob} rang for Support last week`, bob, ['rang'], 'last week'],
    ['calls bob took for support', 'bob', ['answered']],
    ['calls rang for support', '', ['rang']],
    ['calls me for Support', 'me', []],
    ['busy team via support missed last month', 'team', ['missed'], 'last month'],
  ])('%s', (line, rest, filter, period) => {
    const found = parsed(line);
    expect(found.via?.name).toBe('Support');
    expect(found.rest.map(sourceOf).join(' ')).toBe(rest);
    expect(found.filterWords).toEqual(filter);
    expect(found.period?.words).toBe(period);
  });
});

test.each([
  'calls for support last week',
  'calls support for last week',
  'calls missed for support',
  'calls for bob and support',
  `calls for ${bob}`,
  'calls bob for sup last week',
  'calls bob for the last 3 days',
  'summary bob for support',
])('none in %s', (line) => {
  expect(parsed(line).via).toBeUndefined();
});

test.each<[line: string, code: string, says: string]>([
  ['calls bob via suport', 'near-person', 'Did you mean Support (ext 2001)?'],
  ['calls via bob', 'not-a-queue', 'no queue called "bob"'],
  ['calls via', 'not-a-queue', 'no queue'],
])('%s is refused', (line, code, says) => {
  try {
    parsed(line);
    expect.unreachable();
  } catch (fault) {
    expect(fault).toBeInstanceOf(UserError);
    expect((fault as UserError).code).toBe(code);
    expect((fault as UserError).sentence).toContain(says);
  }
});

describe('times of the week', () => {
  test.each<[line: string, filter: readonly string[], period?: string]>([
    ['calls bob tuesdays last month', ['tuesdays'], 'last month'],
    ['calls bob missed hour 14', ['missed', 'hour 14']],
    ['calls bob hour 2 pm tuesdays', ['hour 14', 'tuesdays']],
    ['busy bob hour 9:00 this week', ['hour 9'], 'this week'],
    ['calls hour 12am', ['hour 0']],
    ['calls hour 12 pm', ['hour 12']],
    ['calls hour 8 pm', ['hour 20']],
    ['calls bob last hour', [], 'last 1 hour'],
    ['calls bob tuesday', [], '17 November'],
  ])('%s', (line, filter, period) => {
    const found = parsed(line);
    expect(found.filterWords).toEqual(filter);
    if (period !== undefined && found.filterWords.length > 0) expect(found.period?.words).toBe(period);
    else if (period !== undefined) expect(found.period).toBeDefined();
  });

  test.each(['calls bob hour 24', 'calls bob hours 9'])('%s names no hour', (line) => {
    expect(parsed(line).filterWords).toEqual([]);
  });
});

test('what is no queue is looked for in no time among ten thousand people', () => {
  const people = Array.from({ length: 10_000 }, (_, n): Extension => {
    const name = `A${n.toString(36)} B${(7 * n).toString(36)}`;
    return { id: extensionId(String(100_000 + n)), kind: 'person', type: 'User', status: 'Enabled', name, numbers: [] };
  });
  const crowd = directoryOf(accountId('9'), people);
  const line = `calls ${'for a b '.repeat(60)}`;
  parse(tokensOf('calls for a b', self), commands, { ...asked(), directory: crowd });
  const cpuTime = startCpuTime();
  expect(parse(tokensOf(line, self), commands, { ...asked(), directory: crowd }).via).toBeUndefined();
  expect(cpuTime()).toBeLessThan(1_000);
});
