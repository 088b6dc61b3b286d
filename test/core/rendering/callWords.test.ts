/** The contract's words for what a call was and how it ended are all said in plain words, and a word of tomorrow is shown as it came. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { actionWords, howItEnded, kindOfEntry, legWords, resultWords } from '../../../src/core/rendering/callWords.js';

const contract = new URL('../../../../shared/ringcentral/openapi.yml', import.meta.url);

/** The enumeration as the contract has it; only its own lines are parsed, since the whole takes seconds. */
function wordsOf(name: string): readonly string[] {
  const [, lines = ''] = new RegExp(`^ {4}${name}:\\n((?: {5,}.*\\n)+)`, 'm').exec(readFileSync(contract, 'utf8')) ?? [];
  return (parse(lines) as { enum: string[] }).enum;
}

test.each([
  ['CallActionEnum', actionWords],
  ['CallLegTypeEnum', legWords],
  ['CallResultEnum', resultWords],
] as const)('every word of %s, and no other', (name, words) => {
  if (!existsSync(contract) && process.env.CI !== 'true') return;
  expect(Object.keys(words).sort()).toEqual([...wordsOf(name)].sort());
});

test('a word nobody knows yet is shown as it came, without its marks', () => {
  expect(kindOfEntry({ action: '**Teleport**' })).toBe('"∗∗Teleport∗∗"');
  expect(kindOfEntry({ action: 'Phone Call', legType: 'Teleport' })).toBe('call');
  expect(howItEnded('Teleported')).toBe('the log says "Teleported"');
  expect(howItEnded('constructor')).toBe('the log says "constructor"');
  expect(howItEnded(undefined)).toBe('the log does not say how it ended');
});
