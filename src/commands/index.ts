/** The commands, in the order help shows them. */
import type { Command } from '../bot/command/command.js';
import { activity } from './activity.js';
import { audit } from './audit.js';
import { between } from './between.js';
import { busy } from './busy.js';
import { calls } from './calls.js';
import { connect } from './connect.js';
import { digest } from './digest.js';
import { disconnect } from './disconnect.js';
import { explain } from './explain.js';
import { help } from './help.js';
import { privacy } from './privacy.js';
import { queue } from './queue.js';
import { settings } from './settings.js';
import { status } from './status.js';
import { summary } from './summary.js';
import { top } from './top.js';
import { whois } from './whois.js';
import { why } from './why.js';
import { withParty } from './with.js';

export const commands: readonly Command[] = [
  calls,
  summary,
  top,
  busy,
  between,
  queue,
  withParty,
  why,
  activity,
  whois,
  digest,
  explain,
  status,
  settings,
  privacy,
  audit,
  connect,
  disconnect,
  help,
];

/** Whether a line begins with a command that a digest can ask. */
export function asksSomething(say: string): boolean {
  const [name = ''] = say.trim().toLowerCase().split(/\s+/);
  return commands.some((command) => command.reads && (command.name === name || command.aliases?.includes(name)));
}
