/** Foreign text in a post: never markup, mention, link or a turned line; and posts that the platform takes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { counted, listed, mention, named, plain, post, postLimit } from '../../src/core/text.js';

const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom(
        '![:Person](1)',
        '![:Team](2)',
        '**',
        '__',
        '[x](https://evil.example)',
        'http://',
        'WWW.',
        'mailto:',
        '> ',
        '\n- ',
        '\r\n',
        '\u2028',
      ),
      fc.constantFrom(
        '\u202e',
        '\u2066',
        '\u200b',
        '\u0000',
        '\u0085',
        '\ud800',
        'שלום',
        'عائشة',
        '𞤀𞤁',
        ':\u200b//',
        '<b>',
        '`',
        '~~',
        '|',
        '\u00a0',
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

test('whatever comes in, nothing comes out that Team Messaging would read', () => {
  fc.assert(
    fc.property(nasty, fc.integer({ min: 1, max: 120 }), (raw, limit) => {
      const out = plain(raw, limit);
      expect(out).not.toMatch(/[*_[\]`<>~|]/);
      expect(out).not.toMatch(/!\[|\]\(|:\/\/|\bwww\.|\bmailto:/i);
      expect(out).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
      const inner = out.replace(/^\u2068(.*)\u2069$/u, '$1');
      expect(inner).not.toMatch(/\p{Cf}/u);
      expect([...inner].length).toBeLessThanOrEqual(limit);
      expect(out).toBe(out.trim());
      expect(plain(inner, limit)).toBe(out);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['Alice Chen', 'Alice Chen'],
  ['José Núñez-Østergård', 'José Núñez-Østergård'],
  ['李小龍', '李小龍'],
  ["O'Brien, Jr.", "O'Brien, Jr."],
  ['  two\n\tlines  ', 'two lines'],
  ['**bold** _under_', '∗∗bold∗∗ ＿under＿'],
  ['![:Person](101001)', '!［:Person］(101001)'],
  ['[pay](https://evil.example)', '［pay］(https:∕∕evil.example)'],
  ['www.evil.example', 'www․evil.example'],
  ['- item', '· item'],
  ['evil\u202egnp.exe', 'evilgnp.exe'],
  ['', ''],
])('%j is written %j', (raw, expected) => {
  expect(plain(raw)).toBe(expected);
});

test.each(['שירה לוי', 'عائشة حسن', '𞤀𞤣𞤤𞤢𞤥'])('%s is isolated, so that it does not turn the line around it', (name) => {
  expect(plain(name)).toBe(`\u2068${name}\u2069`);
});

test('a long name is cut at a whole character, and says so', () => {
  expect(plain('x'.repeat(200))).toBe(`${'x'.repeat(79)}…`);
  expect(plain('📞'.repeat(50), 3)).toBe('📞📞…');
});

describe('a post', () => {
  test('is its lines', () => expect(post(['3 calls', '', 'one'])).toBe('3 calls\n\none'));
  test('of exactly the limit is whole', () => {
    const lines = ['x'.repeat(4999), 'y'.repeat(4999)];
    expect(post(lines)).toBe(lines.join('\n'));
  });
  test('one over ends at a line’s end and says so', () => {
    expect(post(['x'.repeat(4999), 'y'.repeat(5000)])).toBe(`${'x'.repeat(4999)}\n… (too long for one post)`);
  });
  test('of one endless line still says something', () => {
    const text = post(['📞'.repeat(20_000)]);
    expect(text.startsWith('📞📞')).toBe(true);
    expect(text).not.toMatch(/\p{Cs}/u);
  });
  test('is never longer than the platform takes, in whatever unit it counts', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 50 }),
      fc.integer({ min: 1, max: 11_000 }).map((size) => '😀'.repeat(size)),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const text = post(lines);
        expect(text.length).toBeLessThanOrEqual(postLimit);
        expect([...text].length).toBeLessThanOrEqual(postLimit);
      }),
    );
  });
});

test('counts, lists and names as people write them', () => {
  expect([0, 1, 2].map((count) => counted(count, 'call'))).toEqual(['0 calls', '1 call', '2 calls']);
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => listed(items))).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect(listed(['a', 'b'], 'or')).toBe('a or b');
  expect([['A'], ['A', 'B'], ['A', 'B', 'C', 'D']].map((names) => named(names))).toEqual(['A', 'A, B', 'A, B +2']);
  expect(mention('101001')).toBe('![:Person](101001)');
});
