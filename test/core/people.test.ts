/** Whom typed words mean: the surest kind of match decides, and those who can be asked about come first. */
import { expect, test } from 'vitest';
import { directoryOf, type Extension, kindOf } from '../../src/core/directory.js';
import { accountId, extensionId } from '../../src/core/model.js';
import { findExtension, folded, knownPeople, withNumber } from '../../src/core/people.js';

const extension = (id: string, name: string, more: Partial<Extension> = {}): Extension => ({
  id: extensionId(id),
  kind: kindOf(more.type ?? 'User'),
  type: 'User',
  status: 'Enabled',
  name,
  numbers: [],
  ...more,
});

const directory = directoryOf(accountId('9'), [
  extension('1', 'Zoë Ångström', { extensionNumber: '101', email: 'Zoe@Acme.example' }),
  extension('2', 'Sales', { type: 'Department', extensionNumber: '200' }),
  extension('3', 'Sales Smith', { extensionNumber: '103' }),
  extension('4', 'Old Hand', { extensionNumber: '104', status: 'Deleted' }),
  extension('5', 'New Hand', { extensionNumber: '104' }),
  extension('6', 'Kim Kim', { extensionNumber: '106' }),
  extension('7', 'Left Alone', { status: 'Deleted' }),
  extension('8', '104 Hotline', { type: 'Department', extensionNumber: '208' }),
  extension('10', 'ﬁona O’Neil', { email: '' }),
  extension('11', ''),
]);

/** The ids the words mean, none where they mean nobody. */
function meant(words: string): readonly string[] {
  const found = findExtension(words, directory);
  if (found.kind === 'none') return [];
  return found.kind === 'one' ? [found.extension.id] : found.extensions.map(({ id }) => id);
}

test.each([
  ['zoe angstrom', ['1']],
  ['Zoe\u0308 A\u030angstro\u0308m', ['1']],
  ['ZOË', ['1']],
  ['ång', ['1']],
  ['zo an', ['1']],
  ['@zoe', ['1']],
  ['zoe@acme.example', ['1']],
  ['101', ['1']],
  ['ext 101', ['1']],
  ['ext.101', ['1']],
  ['#101', ['1']],
  ['１０１', ['1']],
  ['sales', ['2']],
  ['sales smith', ['3']],
  ['sal', ['3']],
  ['104', ['5']],
  ['hand', ['5']],
  ['old hand', ['4']],
  ['left', ['7']],
  ['lef', []],
  ['kim', ['6']],
  ['fiona', ['10']],
  ['z', []],
  ['nobody', []],
  ['', []],
  ['@', []],
  ['   ', []],
  ['\u200b', []],
])('%j means %j', (words, ids) => {
  expect(meant(words)).toEqual(ids);
});

test('one directory’s people are not another’s', () => {
  const other = directoryOf(accountId('9'), [extension('99', 'Zoë Other')]);
  expect(findExtension('zoe', other)).toMatchObject({ kind: 'one', extension: { id: '99' } });
  expect(meant('zoe')).toEqual(['1']);
});

test('what two spellings of a name have in common', () => {
  expect(folded('  José\u00a0 NÚÑEZ\u200f ')).toBe('jose nunez');
  expect(folded('Straße')).toBe(folded('straße'));
});

test('a number tells of everybody who has or had it; only the living can be asked about', () => {
  expect(withNumber('104', directory).map(({ id }) => id)).toEqual(['4', '5']);
  expect(withNumber('999', directory)).toEqual([]);
  const known = knownPeople(directory).map(({ extension: { id } }) => String(id));
  expect(known).toEqual(expect.arrayContaining(['1', '3', '5', '6']));
  for (const id of ['2', '4', '7', '8']) expect(known).not.toContain(id);
});
