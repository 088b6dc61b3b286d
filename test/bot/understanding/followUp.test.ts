/** What is asked without repeating: the whole line it stands for, and what is said where there is none. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completed, lineOf } from '../../../src/bot/understanding/followUp.js';
import { leadingCommand, parse } from '../../../src/bot/understanding/parse.js';
import { tokensOf } from '../../../src/bot/understanding/tokens.js';
import { commands } from '../../../src/commands/index.js';
import { UserError } from '../../../src/core/errors.js';
import { asked } from '../../core/period/asked.js';
import { directory, self } from '../asked.js';

const reading = { ...asked(), directory };
const tokens = (line: string) => tokensOf(line, self);
const following = { commands, reading, tokens };
const follow = (said: string, before?: string, listed: readonly number[] = []) =>
  completed(tokens(said), before === undefined ? undefined : { line: before, listed }, following);
const code = (said: string, before?: string, listed: readonly number[] = []) => {
  try {
    return follow(said, before, listed);
  } catch (fault) {
    return fault instanceof UserError ? fault.code : fault;
  }
};
const bob = '![:Person](103)';

describe('the whole line', () => {
  test.each<[said: string, before: string, whole: string]>([
    ['missed?', 'calls bob last week', 'calls bob missed last week'],
    ['missed', 'calls bob answered last week', 'calls bob missed last week'],
    ['only missed external', 'calls', 'calls missed external'],
    ['and after hours?', 'calls bob last week', 'calls bob after hours last week'],
    ['and yesterday', 'calls bob missed last week', 'calls bob missed yesterday'],
    ['yesterday?', 'calls bob missed', 'calls bob missed yesterday'],
    ['what about last month?', 'calls', 'calls last month'],
    [`same for ${bob}`, 'calls alice chen missed yesterday', `calls ${bob} missed yesterday`],
    [`and ${bob}?`, 'calls missed', `calls ${bob} missed`],
    ['the same for bob ray and sam', 'calls me last week', 'calls bob ray and sam last week'],
    ['same for bob yesterday', 'calls me answered last week', 'calls bob answered yesterday'],
    ['same for 2025', 'calls me last week', 'calls 2025 last week'],
    ['and from bob', 'calls to alice chen yesterday', 'calls bob outbound yesterday'],
    [`and to ${bob}?`, 'calls from alice chen', `calls ${bob} inbound`],
    ['same for bob', 'calls from alice chen', 'calls bob outbound'],
    ['and from bob', 'calls external last week', 'calls bob external outbound last week'],
    ['and to bob', 'summary alice chen last week', 'calls bob inbound last week'],
    ['and from bob', 'calls missed external alice chen', 'calls bob external outbound'],
    ['and missed calls yesterday', 'summary', 'missed calls yesterday'],
    ['and from bob', 'with alice chen', 'with bob'],
    ['and from last month', 'calls to bob', 'calls bob inbound last month'],
    ['more', 'calls bob last week', 'calls bob last week page 2'],
    ['More!', 'calls bob last week page 2', 'calls bob last week page 3'],
    ['next', 'calls page 2', 'calls page 3'],
    ['page 7', 'calls jimmy page yesterday page 2', 'calls jimmy page yesterday page 7'],
    ['and yesterday', 'calls bob last week page 4', 'calls bob yesterday'],
    ['and last month', 'top by missed last week', 'top by missed last month'],
    ['missed?', 'summary bob last week', 'calls bob missed last week'],
    ['missed?', 'top by time last week', 'calls missed last week'],
    ['missed?', 'queue support last week', 'calls support missed last week'],
    ['in time?', 'queue support last week', 'calls support in-time last week'],
    ['mondays?', 'busy bob missed last week', 'busy bob mondays last week'],
    ['via support?', 'calls bob answered last week', 'calls bob answered via 2001 last week'],
    ['only missed via support', 'summary bob last week', 'calls bob missed via 2001 last week'],
    ['yesterday?', 'calls bob via support', 'calls bob via 2001 yesterday'],
    ['more', 'calls bob rang for support today', 'calls bob rang via 2001 today page 2'],
    [`same for ${bob}`, 'whois 1001', `whois ${bob}`],
    ['and calls yesterday', 'summary', 'calls yesterday'],
    ['and calls yesterday', 'status', 'calls yesterday'],
  ])('%s after %s', (said, before, whole) => {
    expect(follow(said, before)).toBe(whole);
  });

  test('the one call of a list can be asked about without its number', () => {
    expect(follow('why', 'calls', [1024])).toBe('why #1024');
    expect(follow('why?', 'calls', [1024])).toBe('why #1024');
    expect(follow('With?', 'calls', [1024])).toBe('with #1024');
    expect(follow('why', 'calls', [1024, 1025])).toBeNull();
    expect(follow('why')).toBeNull();
  });
});

test.each<[said: string, before: string | undefined]>([
  ['calls @bob yesterday', 'summary'],
  ['help', 'calls'],
  ['just a moment please', 'calls'],
  ['thanks', 'calls'],
  ['', 'calls'],
  ['missed?', undefined],
  ['last week', undefined],
])('%s is no follow-up of %s', (said, before) => {
  expect(follow(said, before)).toBeNull();
});

test.each<[said: string, before: string | undefined, code: string]>([
  ['and yesterday', undefined, 'no-last'],
  ['same for @bob', undefined, 'no-last'],
  ['more', undefined, 'no-page'],
  ['more', 'whois 1001', 'one-page'],
  ['and yesterday', 'whois 1001', 'no-such-follow-up'],
  ['missed?', 'whois 1001', 'no-such-follow-up'],
  ['and missed from bob', 'calls alice chen', 'other-way'],
  ['and from bob to alice chen', 'calls', 'two-ends'],
])('%s after %s is refused in a sentence: %s', (said, before, expected) => {
  expect(code(said, before)).toBe(expected);
});

const questions = fc
  .record({
    command: fc.constantFrom('calls', 'summary', 'top'),
    people: fc.constantFrom('', 'bob', 'bob ray and sam lee', bob, '1001 1002', 'me'),
    filter: fc.constantFrom('', 'missed', 'answered external', 'after hours', 'outbound', 'made connected'),
    period: fc.constantFrom('', 'yesterday', 'last week', 'last 3 days', 'since 3 Nov', '3 Nov to 9 Nov', 'monday'),
    page: fc.constantFrom('', 'page 2', 'page 13'),
  })
  .map(({ command, people, filter, period, page }) =>
    [command, people, command === 'calls' ? filter : '', period, page].filter(Boolean).join(' '),
  );
const said = (line: string) => {
  const { command, filterWords, period, page, measure, rest } = parse(tokens(line), commands, reading);
  return { command: command.name, filterWords, period: period?.span, page, measure, rest };
};

test('a line made again from what was read means the same', () => {
  fc.assert(
    fc.property(questions, (question) => {
      expect(said(lineOf(parse(tokens(question), commands, reading)))).toEqual(said(question));
    }),
  );
});

test('another period changes the period and the page, and nothing else; and so with people and filters', () => {
  fc.assert(
    fc.property(questions, fc.constantFrom('yesterday', 'last month', 'last 10 days'), (question, period) => {
      const after = said(follow(`and ${period}`, question) ?? '');
      expect(after).toEqual({ ...said(question), page: 1, period: said(`calls ${period}`).period });
      const other = said(follow(`same for ${bob}`, question) ?? '');
      expect(other).toEqual({ ...said(question), page: 1, rest: [{ kind: 'person', id: '103' }] });
    }),
  );
});

test('no text at all fails otherwise than by a sentence, or becomes anything but a command line', () => {
  const word = fc.constantFrom(
    'and',
    'same',
    'for',
    'missed',
    'page',
    '2',
    'more',
    'yesterday',
    'last',
    'week',
    bob,
    'bob',
    '?',
    'why',
    '#1024',
    'calls',
    'hours',
    'after',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 7 }), fc.option(questions, { nil: undefined }), (parts, before) => {
      const whole = code(parts.join(' '), before, [1024]);
      if (whole === null) return;
      expect(typeof whole).toBe('string');
      const known = ['no-last', 'no-page', 'one-page', 'no-such-follow-up'].includes(String(whole));
      if (!known && !/^(bad-page|period-|unknown-measure)/.test(String(whole)))
        expect(leadingCommand(tokens(String(whole)), commands)).not.toBeNull();
    }),
    { numRuns: 500 },
  );
});
