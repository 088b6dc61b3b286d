/** Whether somebody works for every company, and who. */
import { expect, test } from 'vitest';
import { checkWorkers } from '../../../src/adapters/doctor/storage.js';
import { accountId } from '../../../src/core/model.js';

const [one, two, three] = [accountId('1'), accountId('2'), accountId('3')];
const workers = new Map([
  [one, 'web.1'],
  [two, 'web.2'],
  [three, 'web.1'],
]);
const said = (...asked: Parameters<typeof checkWorkers>) =>
  checkWorkers(...asked).findings.map(({ state, says }) => `${state} ${says}`);

test('each process is named with its accounts', () => {
  expect(said(workers, [one, two, three])).toEqual(['ok web.1 works for accounts 1, 3; web.2 works for account 2']);
});

test('an account that nobody works for is missing one', () => {
  expect(said(new Map([[one, 'web.1']]), [one, two])).toEqual(['missing no process works for account 2']);
});

test('where one process at most can be, or nobody is known, nothing is said', () => {
  expect(said(null, [one])).toEqual([]);
  expect(said(workers, [])).toEqual([]);
});
