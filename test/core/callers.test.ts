/** Which callers typed words mean: whole names before words, words before beginnings, in any order; and which a mistyped one meant. */
import { expect, test } from 'vitest';
import { callersNamed, callersNear, sureWord } from '../../src/core/callers.js';

const callers = ['ACME CORP', 'ACME CORP', 'Acme', 'SMITH JOHN', 'Smithson, Ann', 'Müller & Söhne', '李 雷', '555 0100'].map(
  (name, n) => ({ name, phoneNumber: `+1650555010${n}`, lastAt: -n }),
);
const names = (found: readonly { name: string }[]) => found.map(({ name }) => name);

test.each<[said: string, found: readonly string[]]>([
  ['acme', ['Acme']],
  ['corp', ['ACME CORP', 'ACME CORP']],
  ['Acme Corp', ['ACME CORP', 'ACME CORP']],
  ['john smith', ['SMITH JOHN']],
  ['smith', ['SMITH JOHN']],
  ['smi', ['SMITH JOHN', 'Smithson, Ann']],
  ['ann smithson', ['Smithson, Ann']],
  ['muller', ['Müller & Söhne']],
  ['MÜLLER', ['Müller & Söhne']],
  ['李', ['李 雷']],
  ['s', []],
  ['mith', []],
  ['%', []],
  ['', []],
])('%s', (said, found) => {
  expect(names(callersNamed(said, callers))).toEqual(found);
});

test('a number under several names is one caller, by the newest name that fits', () => {
  const [one] = callers as [(typeof callers)[0]];
  expect(callersNamed('acme', [one, { ...one, name: 'ACME INC' }])).toEqual([one]);
});

test.each<[said: string, found: readonly string[]]>([
  ['smiht', ['SMITH JOHN']],
  ['amce', ['Acme']],
  ['zebra', []],
  ['smyhte', []],
  ['co', []],
])('%s was mistyped', (said, found) => {
  expect(names(callersNear(said, callers))).toEqual(found);
});

test('the longest word is looked for, since the others may be written otherwise', () => {
  expect(sureWord('J. Smithson & Co')).toBe('Smithson');
});
