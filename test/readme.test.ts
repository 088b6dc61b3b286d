/** The README's table of commands is what the commands say of themselves. `WRITE_README=1` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../src/commands/index.js';

const file = new URL('../README.md', import.meta.url);
const begin = '<!-- commands: made from the list of commands, checked by test/readme.test.ts -->';
const end = '<!-- end of commands -->';

const cell = (text: string) => text.replaceAll('|', '\\|');
const table = [
  '| command | what it answers | for example |',
  '|---|---|---|',
  ...commands.map(({ usage, summary, examples }) => {
    const shown = examples.map(({ say, gives }) => `\`${cell(say)}\`: ${cell(gives)}`).join('<br>');
    return `| \`${cell(usage)}\` | ${cell(summary)} | ${shown} |`;
  }),
].join('\n');

test('README lists every command as it describes itself', () => {
  const readme = readFileSync(file, 'utf8');
  const [before, rest] = readme.split(begin);
  const [, after] = (rest ?? '').split(end);
  const written = `${before}${begin}\n${table}\n${end}${after}`;
  if (process.env.WRITE_README) writeFileSync(file, written);
  expect(readFileSync(file, 'utf8')).toBe(written);
});
