/** Every refusal that is declared is what the bot says, and every one it can give is declared. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generalRefusals } from '../../../src/bot/command/refusals.js';
import { faults } from '../../../src/bot/command/sentences.js';
import { commands } from '../../../src/commands/index.js';
import { periodFaults } from '../../../src/core/period/refusal.js';
import { refusedBy } from './asking.js';

const general = generalRefusals.flatMap(({ about, refusals }) => refusals.map((refusal) => ({ of: about, refusal })));
const own = commands.flatMap(({ name, refusals }) => refusals.map((refusal) => ({ of: name, refusal })));

test.each([...general, ...own])('$of: $refusal.say, $refusal.where', async ({ refusal }) => {
  const { codes, sentence } = await refusedBy(refusal);
  expect(codes).toEqual([refusal.fault]);
  expect(sentence).toMatch(/^\S.*[.?]$/s);
});

test('every command says what it refuses, by lines of its own', () => {
  for (const { name, aliases = [], refusals, takes } of commands) {
    expect(refusals, name).not.toEqual([]);
    const foreign = refusals.filter(({ say }) => ![name, ...aliases].includes(say.split(' ')[0] ?? ''));
    // What a digest asks is another command.
    if (!takes.includes('line')) expect(foreign, name).toEqual([]);
  }
});

test('nothing is refused that nobody declared', () => {
  const declared = new Set<string>([...general, ...own].map(({ refusal }) => refusal.fault));
  expect([...faults, ...periodFaults].filter((code) => !declared.has(code))).toEqual([]);
});

test('what a command refuses by itself, it declares', () => {
  const folder = new URL('../../../src/commands/', import.meta.url);
  for (const file of readdirSync(folder)) {
    const command = commands.find(({ name }) => `${name}.ts` === file);
    const thrown = [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\brefuse\([^'"]*'([\w-]+)'/g)].map(
      ([, code]) => code,
    );
    const declared = command?.refusals.map(({ fault }): string => fault) ?? [];
    expect(
      thrown.filter((code) => code === undefined || !declared.includes(code)),
      file,
    ).toEqual([]);
  }
});
