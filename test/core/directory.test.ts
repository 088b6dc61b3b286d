/** What kinds of extensions there are, and which number leads to whom. */
import { expect, test } from 'vitest';
import { directoryOf, type Extension, kindOf } from '../../src/core/directory.js';
import { accountId, extensionId } from '../../src/core/model.js';

test.each([
  ['User', 'person'],
  ['DigitalUser', 'person'],
  ['FlexibleUser', 'person'],
  ['VirtualUser', 'person'],
  ['Limited', 'person'],
  ['Department', 'queue'],
  ['Bot', 'bot'],
  ['IvrMenu', 'other'],
  ['Site', 'other'],
  ['Room', 'other'],
  ['SharedLinesGroup', 'other'],
  ['ApplicationExtension', 'other'],
  ['SomethingNew', 'other'],
  ['user', 'other'],
  ['constructor', 'other'],
  ['', 'other'],
])('%s is %s', (type, kind) => {
  expect(kindOf(type)).toBe(kind);
});

const extension = (id: string, status: string, numbers: readonly string[]): Extension => ({
  id: extensionId(id),
  kind: 'person',
  type: 'User',
  status,
  name: `Person ${id}`,
  numbers,
});

test('whoever left keeps the name and owns no number, in whatever order they come', () => {
  const number = '+16505550101';
  const extensions = [extension('1', 'Enabled', [number]), extension('2', 'Deleted', [number])];
  for (const order of [extensions, extensions.toReversed()]) {
    const directory = directoryOf(accountId('9'), order);
    expect(directory.owners.get(number)).toBe('1');
    expect(directory.extensions.get(extensionId('2'))?.name).toBe('Person 2');
  }
});

test('a disabled or not yet activated person still owns the number', () => {
  for (const status of ['Disabled', 'NotActivated', 'Frozen', 'Unassigned']) {
    expect(directoryOf(accountId('9'), [extension('1', status, ['+16505550101'])]).owners.size).toBe(1);
  }
});
