/** What the README says of commands and refusals is what the commands say of themselves and what the bot answers. `WRITE_README=1` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Command } from '../src/bot/command/command.js';
import type { Refusal } from '../src/bot/command/refusal.js';
import { generalRefusals } from '../src/bot/command/refusals.js';
import { commands } from '../src/commands/index.js';
import { refusedBy } from './bot/refusals/asking.js';

const file = new URL('../README.md', import.meta.url);

/** A block's two marks; between them stands what is made. */
const begin = (what: string) => `<!-- ${what}: made from the commands, checked by test/readme.test.ts -->`;
const end = (what: string) => `<!-- end of ${what} -->`;

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', '<br>');
const code = (line: string) => `\`${line.length > 60 ? `${line.slice(0, 24)}…` : line}\``;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');

const overview = table(
  ['command', 'what it answers', 'for example'],
  commands.map(({ name, summary, examples }) => [
    code(name),
    summary,
    examples
      .slice(0, 1)
      .map(({ say }) => code(say))
      .join(''),
  ]),
);

/** As it is written in a team, after the mention of the bot. */
const said = ({ say, after }: Refusal) =>
  `${after === undefined ? '' : `${code(after)}, then `}${say === '' ? 'a mention alone' : code(say)}`;

async function refusals(of: readonly Refusal[]): Promise<string> {
  const rows = of.map(async (refusal) => [refusal.when, said(refusal), (await refusedBy(refusal)).sentence]);
  return table(['refused when', 'for example', 'with the words'], await Promise.all(rows));
}

const folded = (head: string, ...blocks: readonly string[]) =>
  ['<details>', `<summary>${head}</summary>`, '', blocks.filter((block) => block !== '').join('\n\n'), '', '</details>'].join(
    '\n',
  );

async function inFull({ name, aliases = [], usage, summary, details, examples, refusals: refused }: Command): Promise<string> {
  const also = aliases.length > 0 ? `, also ${aliases.map(code).join(', ')}` : '';
  return folded(
    `<b>${name}</b>: ${summary}`,
    `\`${usage}\`${also}`,
    details.join('\n'),
    examples.map(({ say, gives }) => `* ${code(say)}: ${gives}`).join('\n'),
    await refusals(refused),
  );
}

const blocks: Readonly<Record<string, () => Promise<string>>> = {
  commands: async () => overview,
  'commands in full': async () => (await Promise.all(commands.map(inFull))).join('\n'),
  'refusals of all commands': async () =>
    (await Promise.all(generalRefusals.map(async (each) => folded(each.about, await refusals(each.refusals))))).join('\n'),
};

test('README says of every command what it says of itself, and of every refusal what the bot answers', async () => {
  let written = readFileSync(file, 'utf8');
  for (const [what, made] of Object.entries(blocks)) {
    const [before = '', rest, ...more] = written.split(begin(what));
    const [, after] = (rest ?? '').split(end(what));
    if (after === undefined || more.length > 0) throw new Error(`README has no block of ${what}, or two`);
    written = `${before}${begin(what)}\n${await made()}\n${end(what)}${after}`;
  }
  if (process.env.WRITE_README) writeFileSync(file, written);
  expect(readFileSync(file, 'utf8')).toBe(written);
});
