/** Who a person of Team Messaging is in the phone system: digits mean an extension only inside the same account. */
import { expect, test } from 'vitest';
import type { Person } from '../../src/core/chat.js';
import { directoryOf, type Extension, kindOf } from '../../src/core/directory.js';
import { identify, isGuest, isOutsider, looksLikeBot, personOf } from '../../src/core/identity.js';
import { accountId, extensionId, personId } from '../../src/core/model.js';

const extension = (id: string, type: string, status = 'Enabled'): Extension => ({
  id: extensionId(id),
  kind: kindOf(type),
  type,
  status,
  name: `${type} ${id}`,
  numbers: [],
});

const directory = directoryOf(accountId('9'), [
  { ...extension('1', 'User'), email: 'one@example.com' },
  extension('2', 'User', 'Deleted'),
  extension('3', 'Department'),
  extension('4', 'Bot'),
  extension('5', 'IvrMenu'),
  extension('6', 'User', 'Disabled'),
  extension('9', 'User'),
  extension('glip-7', 'User'),
]);

const said = (id: string, companyId?: string): Person => ({
  id: personId(id),
  name: 'Somebody',
  ...(companyId !== undefined && { companyId: accountId(companyId) }),
});

test.each<[string, Person | undefined, string]>([
  ['1', said('1', '9'), 'colleague'],
  // Default no: digits alone are no proof of anything.
  ['1', undefined, 'unknown'],
  ['1', { id: personId('1'), name: '', readAt: 1 }, 'unknown'],
  // Told of, but not of whose company: the directory decides, unless another address speaks against it.
  ['1', said('1'), 'colleague'],
  ['1', { ...said('1'), email: 'One@Example.com' }, 'colleague'],
  ['1', { ...said('1'), email: 'another@example.com' }, 'unknown'],
  ['77', said('77'), 'unknown'],
  ['2', undefined, 'unknown'],
  ['4', undefined, 'unknown'],
  ['6', said('6', '9'), 'colleague'],
  ['1', said('1', '8'), 'external'],
  ['1', said('1', '99'), 'external'],
  ['77', said('77', '9'), 'unknown'],
  ['77', undefined, 'unknown'],
  ['2', said('2', '9'), 'deleted'],
  ['3', said('3', '9'), 'queue'],
  ['4', said('4', '9'), 'bot'],
  ['4', said('4', '8'), 'external'],
  ['5', said('5', '9'), 'other'],
  ['9', said('9', '9'), 'unknown'],
  ['glip-5', undefined, 'guest'],
  ['glip-7', said('glip-7', '9'), 'guest'],
  ['', undefined, 'unknown'],
  ['~', undefined, 'unknown'],
  ['1 ', said('1 ', '9'), 'unknown'],
])('%j, of whom is said %j, is %s', (id, person, kind) => {
  const identity = identify(personId(id), person, directory);
  expect(identity.kind).toBe(kind);
  if ('extension' in identity) expect(identity.extension.id).toBe(id);
});

test('a colleague’s person has the extension’s digits, and is no guest', () => {
  expect(personOf(extensionId('1'))).toBe('1');
  expect(isGuest(personOf(extensionId('1')))).toBe(false);
});

test.each([
  ['guest', true],
  ['external', true],
  ['unknown', true],
] as const)('a %s is from outside', (kind, outside) => {
  expect(isOutsider({ kind })).toBe(outside);
});

test('a bot of ours is left alone, also where nothing is told of it', () => {
  expect(looksLikeBot(personId('4'), directory)).toBe(true);
  expect(looksLikeBot(personId('1'), directory)).toBe(false);
  expect(looksLikeBot(personId('44'), directory)).toBe(false);
});
