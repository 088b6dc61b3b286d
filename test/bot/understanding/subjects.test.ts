/** Whose calls are asked about, by every way to name somebody; and everybody who cannot be asked about, in one sentence each. */
import { describe, expect, test } from 'vitest';
import { directoryOf, type Extension, kindOf } from '../../../src/core/directory.js';
import { UserError } from '../../../src/core/errors.js';
import { accountId, extensionId } from '../../../src/core/model.js';
import { startCpuTime } from '../../cpuTime.js';
import { other, refused, told } from '../asked.js';

const who = (text: string) => told(`calls ${text}`).who ?? [];

describe('named', () => {
  test.each([
    ['', []],
    ['![:Person](103)', ['103']],
    ['![:Person](101) ![:Person](103)', ['101', '103']],
    ['![:Person](103) ![:Person](103)', ['103']],
    ['me', ['101']],
    ['my', ['101']],
    ['me and bob', ['101', '103']],
    ['bob', ['103']],
    ['@bob', ['103']],
    ['BOB RAY', ['103']],
    ['bob’s', ['103']],
    ['"Bob Ray"', ['103']],
    ['alice chen', ['101']],
    ['alice chen and bob ray', ['101', '103']],
    ['alice chen bob ray', ['101', '103']],
    ['bob, alice anderson', ['103', '102']],
    ['ana maria de la cruz nunez', ['104']],
    ['ana', ['104']],
    ['cruz', ['104']],
    ['שירה', ['108']],
    ['mende', ['111']],
    ['bob@acme.example', ['103']],
    ['BOB@ACME.EXAMPLE', ['103']],
    ['sam.lee.2@acme.example', ['106']],
    ['1003', ['103']],
    ['ext 1003', ['103']],
    ['ext. 1003', ['103']],
    ['x1003', ['103']],
    ['#1003', ['103']],
    ['1003 1001', ['103', '101']],
    ['2025', ['107']],
    ['disabled', ['112']],
    ['of bob for please', ['103']],
  ])('%s', (text, expected) => {
    expect(who(text)).toEqual(expected);
  });

  test('a number that was handed on is its new owner’s', () => expect(who('1013')).toEqual(['114']));
});

describe('a word between names is not the beginning of one', () => {
  test.each(['alice and bob', 'alice and', 'alice an bob'].slice(0, 2))(
    '%s asks which Alice, and never means Alice Anderson',
    (text) => {
      expect(refused(`calls ${text}`).code).toBe('ambiguous');
    },
  );
  test('nor is `me` the beginning of Menz', () => expect(who('mendel me')).toEqual(['111', '101']));
});

describe('refused, each with its own sentence', () => {
  test.each([
    ['alice', 'ambiguous', ['Alice Chen (ext 1001)', 'Alice Anderson (ext 1002)']],
    ['sam lee', 'ambiguous', ['Sam Lee (ext 1005)', 'Sam Lee (ext 1006)']],
    ['![:Person](glip-5)', 'guest', ['Gus Guest']],
    ['![:Person](777)', 'external', ['Xenia Extern']],
    ['![:Person](99999)', 'unknown', []],
    ['![:Person](201)', 'queue', ['Support']],
    ['support', 'queue', ['Support']],
    ['![:Person](202)', 'other', ['Main Menu']],
    ['switchboard', 'bot', ['Switchboard']],
    ['![:Person](115)', 'deleted', ['Gone Again']],
    ['gone again', 'deleted', ['Gone Again']],
    ['1015', 'deleted', ['Gone Again']],
    ['@', 'empty-mention', []],
    ['![:Person]()', 'empty-mention', []],
    ['![:Team](5)', 'team-mention', []],
    ['@team', 'team-mention', []],
    ['everyone', 'team-mention', []],
    ['alicia chen', 'near-person', ['Alice Chen (ext 1001)']],
    ['bbo', 'near-person', ['Bob Ray (ext 1003)']],
    ['mised', 'near-word', ['**missed**']],
    ['last weak', 'near-word', ['**last week**']],
    ['yesterdya', 'near-word', ['**yesterday**']],
    ['qwertz', 'unknown-word', ['qwertz']],
    ['9999', 'unknown-word|near-person', []],
    ['![:Person](103) qwertz', 'unknown-word', ['qwertz']],
  ])('%s: %s', (text, code, says) => {
    const { code: found, sentence } = refused(`calls ${text}`);
    expect(code.split('|')).toContain(found);
    for (const part of says) expect(sentence).toContain(part);
  });

  test('another company’s member with the digits of one of ours', () => {
    const { code, sentence } = refused('calls ![:Person](103)', other('103', 'Evil Twin', '2'));
    expect(code).toBe('external');
    expect(sentence).toContain('Evil Twin');
    expect(sentence).not.toContain('Bob');
  });

  test('a colleague whose name is markup is named harmlessly', () => {
    expect(who('1009')).toEqual(['109']);
    expect(refused('calls boldd').sentence).not.toMatch(/!\[|\*\*Bold\*\*/);
  });
});

describe('ten thousand people', () => {
  const many: Extension[] = Array.from({ length: 10_000 }, (_, index) => ({
    id: extensionId(String(100_000 + index)),
    kind: kindOf('User'),
    type: 'User',
    status: 'Enabled',
    name: `First${index} Family${index % 500}`,
    extensionNumber: String(20_000 + index),
    email: `p${index}@acme.example`,
    numbers: [],
  }));
  const directory = directoryOf(accountId('1'), many);
  const time = (text: string) => {
    const spent = startCpuTime();
    try {
      told(text, new Map(), directory);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
    }
    return spent();
  };
  time('calls first1');

  test.each([
    ['five hundred names', `calls ${Array.from({ length: 500 }, (_, index) => `First${index * 7}`).join(' ')}`],
    ['five hundred extension numbers', `calls ${Array.from({ length: 500 }, (_, index) => 20_000 + index).join(' ')}`],
    ['a name nobody has', 'calls Firts77x Famliy'],
    ['a beginning everybody has', 'calls fi'],
    ['ten thousand characters', `calls ${'z'.repeat(10_000)}`],
  ])('%s are looked up within the time of an answer', (_what, text) => {
    expect(time(text)).toBeLessThan(1500);
  });
});
