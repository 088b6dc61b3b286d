/** How a command line is read: the command, its filters, period and page, wherever they stand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors.js';
import { startCpuTime } from '../../cpuTime.js';
import { directory, parsed, refused, type Told, told } from '../asked.js';

describe('read', () => {
  test.each<[string, Told]>([
    ['calls', { command: 'calls' }],
    ['Calls!', { command: 'calls' }],
    ['call', { command: 'calls' }],
    ['![:Person](900) calls ![:Person](103) last week', { command: 'calls', who: ['103'], period: 'last week' }],
    ['![:Person](900)calls ![:Person](103)', { command: 'calls', who: ['103'] }],
    ['calls ![:Person](900) missed', { command: 'calls', filter: ['missed'] }],
    [
      'calls last week missed ![:Person](103) internal',
      { command: 'calls', who: ['103'], filter: ['missed', 'internal'], period: 'last week' },
    ],
    ['calls missed MISSED voicemails', { command: 'calls', filter: ['missed', 'voicemail'] }],
    ['missed calls last week', { command: 'calls', filter: ['missed'], period: 'last week' }],
    [
      'Missed inbound calls of ![:Person](103) yesterday page 2',
      { command: 'calls', who: ['103'], filter: ['missed', 'inbound'], period: 'yesterday', page: 2 },
    ],
    ['out of hours missed calls bob', { command: 'calls', who: ['103'], filter: ['after hours', 'missed'] }],
    ['after hours calls', { command: 'calls', filter: ['after hours'] }],
    ['calls made connected', { command: 'calls', filter: ['connected'] }],
    ['calls unanswered missed answered', { command: 'calls', filter: ['missed', 'answered'] }],
    ['calls me yesterday', { command: 'calls', who: ['101'], period: 'yesterday' }],
    ['calls page 2', { command: 'calls', page: 2 }],
    ['calls last week page 2', { command: 'calls', period: 'last week', page: 2 }],
    ['calls page 3 last week', { command: 'calls', period: 'last week', page: 3 }],
    ['calls missed page 2.', { command: 'calls', filter: ['missed'], page: 2 }],
    ['calls jimmy page', { command: 'calls', who: ['110'] }],
    ['calls jimmy page yesterday page 2', { command: 'calls', who: ['110'], period: 'yesterday', page: 2 }],
    ['calls 2025', { command: 'calls', who: ['107'] }],
    ['calls 2025 last week', { command: 'calls', who: ['107'], period: 'last week' }],
    ['status', { command: 'status' }],
    ['help calls', { command: 'help' }],
    ['who is alice', { command: 'whois' }],
    ['WHOIS 1001', { command: 'whois' }],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('a number nobody has as an extension is a year', () => {
    expect(parsed('calls 2024').period?.span).toBeDefined();
    expect(parsed('calls 2025', null).period?.span).toBeDefined();
  });
  test('an extension number inside a longer period is part of the period', () => {
    expect(told('calls 3 nov 2025')).toMatchObject({ command: 'calls', period: expect.stringContaining('2025') });
    expect(told('calls 3 nov 2025')).not.toHaveProperty('who');
  });
  test('the whole of a long period is one period', () => {
    expect(told('calls bob between 3 November 2025 9:00 am and 5 November 2025 5:00 pm')).toMatchObject({ who: ['103'] });
  });
});

describe('refused', () => {
  test.each([
    ['', 'nothing-asked', 'help'],
    ['![:Person](900)', 'nothing-asked', 'help'],
    ['?!', 'nothing-asked', 'help'],
    ['cals', 'near-command', '**calls**'],
    ['hlep', 'near-command', '**help**'],
    ['hello there', 'near-command', '**help**'],
    ['gibberish', 'unknown-command', 'gibberish'],
    ['toString', 'unknown-command', 'toString'],
    ['missed last week', 'command-forgotten', '**calls missed last week**'],
    ['missed?', 'command-forgotten', '**calls missed**'],
    ['how many calls did Bob have last week?', 'command-first', '**calls @alice last week**'],
    ['last week', 'command-forgotten', '**calls last week**'],
    ['![:Person](103) calls', 'command-forgotten', 'calls'],
    ['calls page', 'bad-page', 'page 2'],
    ['calls page 0', 'bad-page', 'page 2'],
    ['calls page -1', 'bad-page', 'page 2'],
    ['calls page 99999', 'bad-page', 'page 2'],
    ['calls 9 Nov to 3 Nov', 'period-reversed', 'before'],
    ['calls 31 feb', 'period-no-such-date', 'calendar'],
    ['calls last 99999 weeks', 'period-too-long', '5 years'],
    ['calls next week', 'unknown-word|near-word|period-future', ''],
  ])('%s: %s', (text, code, says) => {
    // Somebody is called Page here, so a page is only missed where a number was meant.
    if (text === 'calls page') return expect(told(text)).toMatchObject({ who: ['110'] });
    const { code: found, sentence } = refused(text);
    expect(code.split('|')).toContain(found);
    expect(sentence).toContain(says);
  });

  test('page without a number, where nobody is called so', () => {
    expect(() => parsed('calls page', null)).toThrow(UserError);
    expect(() => parsed('calls page two', null)).toThrow(UserError);
  });

  test('what was typed comes back harmless', () => {
    expect(refused('![:Foo](1)[x](http://evil.example)**y**').sentence).not.toMatch(/!\[|\]\(|http:\/\//);
    expect(refused('**wat**').sentence).toContain('∗∗wat∗∗');
  });
});

const soup = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'calls',
        'missed',
        'page',
        '2',
        'last',
        'week',
        '2025',
        'alice',
        'bob',
        'and',
        '@',
        'me',
        '![:Person](103)',
        '![:Person]()',
        '![:Team](1)',
      ),
      fc.constantFrom(
        'to',
        '-',
        'since',
        '3',
        'Nov',
        '31',
        'feb',
        '99999999999',
        'Ⅷ',
        '١٢',
        'ﷺ',
        '🤷',
        '\u202e',
        '\ud800',
        '__proto__',
        'constructor',
      ),
    ),
    { maxLength: 30 },
  )
  .chain((words) => fc.constantFrom(' ', '', '\u00a0').map((blank) => `calls ${words.join(blank)}`));

test('whatever is written is taken or refused, never a fault of ours', () => {
  fc.assert(
    fc.property(soup, (text) => {
      try {
        told(text);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        expect((error as UserError).sentence.length).toBeLessThan(1000);
      }
    }),
    { numRuns: 1500 },
  );
});

test.each(['x ', 'last ', '3 ', 'page ', 'alice ', 'to ', '![:Person](103) ', 'a'])(
  'ten thousand characters of %j are read in no time',
  (piece) => {
    const text = `calls ${piece.repeat(10_000 / piece.length)}`;
    const spent = startCpuTime();
    try {
      parsed(text, directory);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
    }
    expect(spent()).toBeLessThan(4000);
  },
);
