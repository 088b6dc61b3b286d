/** A number is shown in full only to whoever may see it; a room sees the rest masked, and some not at all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  foreignWords,
  maskedNumber,
  type NumberView,
  notShown,
  outsideNumber,
  ownNumber,
} from '../../../src/core/rendering/number.js';
import { startCpuTime } from '../../cpuTime.js';

const room: NumberView = { isRoom: true, inFull: false, never: ['+16505550199', '988', '+442079460018'] };
const trusted: NumberView = { ...room, inFull: true };
const direct: NumberView = { ...room, isRoom: false, inFull: true };

describe('masked', () => {
  test.each([
    ['+16505550100', '+1 650 ••• 0100'],
    ['16505550100', '+1 650 ••• 0100'],
    ['(650) 555-0100', '+1 650 ••• 0100'],
    ['+442079460018', '+44 20 ••• 0018'],
    ['+493023125123', '+49 30 ••• 5123'],
    ['+33612345678', '+33 6 ••• 5678'],
    // Eight digits: the area would leave only two hidden.
    ['+4532123456', '+45 ••• 3456'],
    ['+2055551234', '+20 ••• 1234'],
    ['442079460018', '••• 0018'],
    ['６５０５５５０１００', '+1 650 ••• 0100'],
    ['102', '•••'],
    ['4104', '••• 4'],
    ['12345', '••• 45'],
    ['+3351234XXXX', '•••'],
    ['1-800-FLOWERS', '•••'],
    ['', '•••'],
    ['+2614000000', '••• 0000'],
    ['+559030000000', '••• 0000'],
  ])('%s is %s', (raw, expected) => {
    expect(maskedNumber(raw)).toBe(expected);
  });

  test('whatever it is: at least three digits of what was dialled are hidden, and at most the last four stand', () => {
    const digits = fc.stringMatching(/^\+?[0-9]{1,15}$/);
    fc.assert(
      fc.property(digits, (raw) => {
        const [before = '', after = ''] = maskedNumber(raw).split('•••');
        const shown = `${before}${after}`.replace(/\D/g, '');
        expect(after.trim().length).toBeLessThanOrEqual(4);
        expect(shown.length).toBeLessThanOrEqual(Math.max(0, raw.replace(/\D/g, '').length + 1 - 3));
        if (raw.length > 6) expect(maskedNumber(raw).replace(/\D/g, '')).not.toContain(raw.replace(/\D/g, ''));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('never shown in a room, not even masked', () => {
  test.each([
    '911',
    '933',
    '9911',
    '9-911',
    '1911',
    '+1911',
    '+1 933',
    '91911',
    '+16505550199',
    '6505550199',
    '916505550199',
    '988',
    '9988',
    '+442079460018',
  ])('%s', (raw) => {
    for (const view of [room, trusted]) {
      expect(outsideNumber(raw, view)).toBe(notShown);
      expect(ownNumber(raw, view)).toBe(notShown);
    }
    expect(outsideNumber(raw, direct)).not.toBe(notShown);
  });

  test.each(['+16509110911', '+12065550933', '+442079110911', '9110', '35911'])('%s is another number', (raw) => {
    expect(outsideNumber(raw, room)).toContain('•••');
  });
});

describe('words that came from outside', () => {
  test.each([
    ['+16505550100', '+1 650 ••• 0100'],
    ['Mara (650) 555-0100', 'Mara +1 650 ••• 0100'],
    ['650.555.0100 mobile', '+1 650 ••• 0100 mobile'],
    ['650 • 555 • 0100', '•••'],
    ['Studio 54', 'Studio 54'],
    ['ext 104', 'ext 104'],
    ['2026-11-03', '2026-11-03'],
    ['911', notShown],
    ['call 911/933', `call ${notShown}`],
    ['SAN FRANCSCO CA', 'SAN FRANCSCO CA'],
  ])('%s in a room is %s', (text, expected) => {
    expect(foreignWords(text, room)).toBe(expected);
    expect(foreignWords(text, direct)).toBe(text);
  });

  test('all present may see them: only what is never shown is left out', () => {
    expect(foreignWords('Mara (650) 555-0100 or 911', trusted)).toBe(`Mara (650) 555-0100 or ${notShown}`);
    expect(outsideNumber('+16505550100', trusted)).toBe('+1 650 555 0100');
  });

  test('no number in them survives, however it is written', () => {
    const number = fc.stringMatching(/^[2-9][0-9]{9}$/);
    const between = fc.constantFrom('', ' ', '-', '.', ' - ', ') ', '/', '\u2011', '\u200b', '–');
    fc.assert(
      fc.property(number, between, between, fc.constantFrom('', '+1', '1 ', '(', 'Tel: '), (digits, a, b, start) => {
        const text = `Joel ${start}${digits.slice(0, 3)}${a}${digits.slice(3, 6)}${b}${digits.slice(6)} Stone`;
        expect(foreignWords(text, room).replace(/\D/g, '')).not.toContain(digits);
        expect(foreignWords(text, room)).toMatch(/^Joel .*Stone$/);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['(', '+', '+(', '1(((', '1...'])('as long as anybody may make them, out of %j, take no time', (sign) => {
    const cpuTime = startCpuTime();
    foreignWords(sign.repeat(40_000), room);
    expect(cpuTime()).toBeLessThan(1_000);
  });
});
