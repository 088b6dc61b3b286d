/** What a command is: its description, and a function that returns a reply and cannot send one. */
import type { Ask } from './ask.js';
import type { CommandDescription } from './description.js';
import type { Reply } from './reply.js';
import type { World } from './world.js';

export interface Command extends CommandDescription {
  run(ask: Ask, world: World): Promise<Reply>;
}

/** Gives a command its type. */
export const defineCommand = (command: Command): Command => command;
