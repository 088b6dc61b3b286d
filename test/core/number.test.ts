/** Numbers as the log, people and carriers write them. */
import { describe, expect, test } from 'vitest';
import { comparableNumber, readableNumber, typedNumber } from '../../src/core/number.js';

describe('one comparable form', () => {
  test.each([
    ['+16505550100', '+16505550100'],
    ['16505550100', '+16505550100'],
    ['6505550100', '+16505550100'],
    ['(650)555-0100', '+16505550100'],
    ['+1 (650) 555-0100', '+16505550100'],
    [' +442075550111', '+442075550111'],
    ['102', null],
    ['911', null],
    ['12345678', null],
    ['+3351234XXXX', null],
    ['+1650555****', null],
    ['anonymous', null],
    ['', null],
    [undefined, null],
    ['+', null],
    ['+123456', null],
    ['+1234567890123456', null],
    ['442075550111', null],
  ])('%s is %s', (raw, expected) => {
    expect(comparableNumber(raw)).toBe(expected);
  });
});

describe('typed', () => {
  test.each([
    ['+1 650 555 0100', 'US', '+16505550100'],
    ['650-555-0100', 'US', '+16505550100'],
    ['(650) 555 0100', 'CA', '+16505550100'],
    ['020 7946 0018', 'GB', '+442079460018'],
    ['+44 20 7946 0018', 'US', '+442079460018'],
    ['101', 'US', null],
    ['2026-11-03', 'US', null],
    ['12345678', 'US', null],
    ['call me', 'US', null],
    ['', 'US', null],
    ['+1 650 555 0100', 'Hans', '+16505550100'],
    ['650 555 0100', '001', '+16505550100'],
    ['650 555 0100', '', '+16505550100'],
  ])('%s in %s is %s', (typed, country, expected) => {
    expect(typedNumber(typed, country)).toBe(expected);
  });
  test('ten thousand digits are none', () => expect(typedNumber('6'.repeat(10_000), 'US')).toBeNull());
});

test.each([
  ['+16505550100', '+1 650 555 0100'],
  ['6505550100', '+1 650 555 0100'],
  ['+442079460018', '+44 20 7946 0018'],
  ['102', '102'],
  ['+3351234XXXX', '+3351234XXXX'],
  ['+4402079460018', '+44 20 7946 0018'],
  // Other countries' habits would make other numbers of these.
  ['+559030000000', '+559030000000'],
  ['+2614000000', '+2614000000'],
])('%s is shown as %s', (raw, shown) => {
  expect(readableNumber(raw)).toBe(shown);
});
