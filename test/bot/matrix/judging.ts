/** What a cell of the matrix is expected to give, and whether what was posted is that. */
import { expect } from 'vitest';
import type { Command } from '../../../src/bot/command/command.js';
import { commands } from '../../../src/commands/index.js';
import { people, type Who } from './company.js';
import { type AskerKind, ask, askers, betrayed, type Cell, type RoomKind, rooms, type Seen } from './house.js';
import { cellOf, tableOf } from './verdicts.js';

export type Verdict = { readonly mark: string; readonly whose: readonly Who[] };
export const subjects = ['me', 'member', 'hidden', 'teammate', 'absent'] as const;
export type Subject = (typeof subjects)[number] | 'everybody';

export const insiders = ['colleague', 'manager', 'holder', 'named holder'] as const satisfies readonly AskerKind[];
const letters: Readonly<Record<string, Who>> = { a: 'me', m: 'member', h: 'hidden' };

export function expected(cell: Cell, subject: Subject): Verdict {
  const row = cell.asker === 'named holder' ? 'holder' : cell.asker;
  const [mark = '', whose] = cellOf(tableOf(cell), row, subject).split(':');
  return { mark, whose: whose === undefined ? [subject as Who] : [...whose].flatMap((letter) => letters[letter] ?? []) };
}

/** What a command without lists gives at the most. */
export const asFigures = ({ mark, whose }: Verdict): Verdict => ({ mark: mark.replace('L', 'T').replace('l', 't'), whose });

const outsiderRooms: readonly RoomKind[] = ['guest', 'external', 'twin', 'untold'];

/** What was seen of calls must be what the verdict says, where it says, of whom it says, and nothing else. */
export function holds(seen: Seen, { mark, whose }: Verdict, { room }: Cell): void {
  const [inRoom, alone] = [betrayed(seen.here), betrayed(seen.direct)];
  const nothing = { counted: [], listed: [] };
  const moved = mark === 'l' || mark === 't';
  const all = { counted: whose, listed: mark.toUpperCase() === 'L' ? whose : [] };
  expect(inRoom).toEqual(mark === '-' || moved ? nothing : all);
  expect(alone).toEqual(moved ? all : nothing);
  if (moved) expect(seen.here).toMatch(/^I've answered you directly, because [^\n]+\.$/);
  if (mark === '-') expect(seen.here + seen.direct).toMatch(/permission|In this room everybody sees only|Not in a chat/);
  if (outsiderRooms.includes(room)) expect(seen.here).not.toMatch(/Member|Hidden|Teammate|Absent|Unlisted|\b110[1-6]\b/);
}

const settings = [null, 'totals', 'details', 'private'] as const;
const policies = ['totals', 'details', 'self'] as const;
export const cells: readonly Cell[] = policies.flatMap((colleagues) =>
  settings.flatMap((setting) => rooms.flatMap((room) => askers.map((asker) => ({ asker, room, setting, colleagues })))),
);
export const places = policies.flatMap((colleagues) => settings.map((setting) => [colleagues, setting] as const));
export const inside = (colleagues: string, setting: string | null) =>
  cells.filter(
    (cell) => cell.colleagues === colleagues && cell.setting === setting && insiders.some((one) => one === cell.asker),
  );

export const about = (what: Command['about']) => commands.filter((command) => command.about === what);
export const spoken = (subject: Subject) => (subject === 'everybody' ? '' : (people[subject].extensionNumber ?? ''));
const titled = (cell: Cell, line: string) => `${cell.asker}, ${cell.room}, ${cell.setting} in ${cell.colleagues}: ${line}`;

export async function judge(cell: Cell, line: string, check: (seen: Seen) => void): Promise<void> {
  const seen = await ask(cell, line);
  try {
    check(seen);
  } catch (fault) {
    throw new Error(`${titled(cell, line)}\nin the room: ${seen.here}\ndirectly: ${seen.direct}\n${String(fault)}`);
  }
}
