/** `help`: the list of commands, or one of them in full; made from the commands themselves. */
import { defineCommand } from '../bot/command/command.js';
import type { CommandDescription } from '../bot/command/description.js';
import { reply } from '../bot/command/reply.js';
import { refuse } from '../bot/command/sentences.js';
import { nearest } from '../core/nearMiss.js';
import { bold, typed } from '../core/text.js';

export const help = defineCommand({
  name: 'help',
  summary: 'this list, or one command in full',
  usage: 'help [command]',
  details: [],
  examples: [{ say: 'help calls', gives: 'everything about calls' }],
  refusals: [
    { when: 'the command is misspelt', say: 'help cals', fault: 'near-command' },
    { when: 'there is no such command', say: 'help weather', fault: 'unknown-command' },
  ],
  takes: ['word'],
  about: 'nothing',
  needsNobody: true,
  reads: false,
  async run(ask, world) {
    const [wanted] = ask.words;
    if (wanted === undefined || wanted === '') return reply(...overview(world.commands));
    const command = world.commands.find(({ name, aliases }) => name === wanted || aliases?.includes(wanted));
    if (command) return reply(...inFull(command));
    const near = nearest(
      wanted,
      world.commands.map(({ name }) => name),
    );
    throw near === null ? refuse('unknown-command', wanted) : refuse('near-command', wanted, `help ${near}`);
  },
});

const overview = (commands: readonly CommandDescription[]): readonly string[] => [
  'I answer who called whom. In a team, mention me and write a command; in a direct chat, just write it.',
  ...commands.map(({ usage, summary }) => `* ${bold(usage)}: ${summary}`),
  `For example: ${commands
    .flatMap(({ examples }) => examples.slice(0, 1))
    .slice(0, 2)
    .map(({ say }) => typed(say))
    .join(' or ')}.`,
];

const inFull = ({ name, usage, summary, details, examples }: CommandDescription): readonly string[] => [
  `${bold(name)}: ${summary}`,
  `Write: ${typed(usage)}`,
  ...details,
  ...examples.map(({ say, gives }) => `* ${typed(say)}: ${gives}`),
];
