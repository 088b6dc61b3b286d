/** The words after the program's name. */
import { Command } from 'commander';

export interface Actions {
  start(): Promise<void>;
  doctor(): Promise<void>;
  rotateKey(): Promise<void>;
}

/** @param argv as `process.argv` has it. Ends the process itself after words it does not know. */
export async function runCommandLine(argv: readonly string[], actions: Actions): Promise<void> {
  const program = new Command('switchboard').description('A RingCentral Team Messaging bot that answers who called whom.');
  program.command('start', { isDefault: true }).description('run the bot').action(actions.start);
  program.command('doctor').description('check what the bot needs, and say where to mend it').action(actions.doctor);
  program
    .command('rotate-key')
    .description('encrypt everything with a new secret key, while the bot runs')
    .action(actions.rotateKey);
  await program.parseAsync([...argv]);
}
