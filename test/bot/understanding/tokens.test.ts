/** How a post falls into words and mentions. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bare, mentions, tokensOf } from '../../../src/bot/understanding/tokens.js';
import { startCpuTime } from '../../cpuTime.js';
import { self } from '../asked.js';

/** Words as they are, people as @id, other mentions as #what. */
const read = (text: string) =>
  tokensOf(text, self).map((token) =>
    token.kind === 'word' ? token.word : token.kind === 'person' ? `@${token.id}` : `#${token.what}`,
  );

test.each([
  ['![:Person](900) calls', ['calls']],
  ['calls ![:Person](900)', ['calls']],
  ['![:Person](900)calls', ['calls']],
  ['calls![:Person](103)missed', ['calls', '@103', 'missed']],
  ['![:Person](900) calls ![:Person](900)', ['calls', '@900']],
  ['![:Person](900) calls ![:Person](101) ![:Person](103)', ['calls', '@101', '@103']],
  ['![:Person](101)![:Person](103)', ['@101', '@103']],
  ['![:Person](900)\u00a0calls\u00a0\u00a0missed', ['calls', 'missed']],
  ['  calls\n\tmissed\r\n', ['calls', 'missed']],
  ['\u200bcalls\u200b \u2066missed\u2069', ['calls', 'missed']],
  ['calls\u0000missed\u0007', ['calls', 'missed']],
  ['![:Team](55) hello', ['#Team', 'hello']],
  ['![:File](1)![:Task](2)', ['#File', '#Task']],
  ['![:Person]()', ['@']],
  ['![:Person](', ['![:Person](']],
  ['![:Person](10 1)', ['![:Person](10', '1)']],
  ['![Person](101)', ['![Person](101)']],
  ['![:Person](glip-5)', ['@glip-5']],
  ['(![:Person](101))', ['(', '@101', ')']],
  ['', []],
  ['   ', []],
])('%j', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  ['alice,', 'alice'],
  ['"alice"', 'alice'],
  ['(alice)', 'alice'],
  ['“alice”', 'alice'],
  ['?!', ''],
  ['o’brien', 'o’brien'],
  ['a.b@c.d.', 'a.b@c.d'],
  ['#104', '#104'],
])('%s bare is %s', (word, expected) => {
  expect(bare(word)).toBe(expected);
});

test('addressed by the text, by the list, never by a team of the same id', () => {
  expect(mentions('hi ![:Person](900)', [], self)).toBe(true);
  expect(mentions('hi', [{ id: '900', type: 'Person' }], self)).toBe(true);
  expect(mentions('hi ![:Team](900)', [{ id: '900', type: 'Team' }], self)).toBe(false);
  expect(mentions('hi ![:Person](9001)', [], self)).toBe(false);
});

test('no word holds a blank or nothing, whatever is written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const word of read(text)) expect(word).toMatch(/^[^\s\p{Cc}]+$/u);
    }),
  );
});

test.each(['![:', '![:Person](', '![:a', 'x', '!', '(', '[:a]('])('ten thousand times %s is read at once', (piece) => {
  const spent = startCpuTime();
  tokensOf(piece.repeat(10_000), self);
  expect(spent()).toBeLessThan(1000);
});
