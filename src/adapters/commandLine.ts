/** The words after the program's name. */
import { Command } from 'commander';

export interface Actions {
  start(): Promise<void>;
  doctor(): Promise<void>;
  rotateKey(): Promise<void>;
  recount(): Promise<void>;
  audit(options: AuditOptions): Promise<void>;
  status(): Promise<void>;
}

/** Days such as 2026-11-22, both included. */
export interface AuditOptions {
  readonly from?: string;
  readonly to?: string;
  readonly account?: string;
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
  program
    .command('recount')
    .description('count all calls anew after a change of rules, while the bot runs')
    .action(actions.recount);
  program
    .command('audit')
    .description('write who asked about whom as CSV')
    .option('--from <day>', 'first day, such as 2026-11-01')
    .option('--to <day>', 'last day')
    .option('--account <id>', 'one company only')
    .action(actions.audit);
  program
    .command('status')
    .description('every company: who reads it, how fresh it is, what is stored of it')
    .action(actions.status);
  await program.parseAsync([...argv]);
}
