/** The verdicts in tables, as a works council and an operator agree on them: what a room shows, and who sees what of whom in it. */
import type { Cell } from './house.js';

/** What a room shows, by what the operator laid down (left) and what somebody decided for the room (above). */
const shown = `
           null     totals   details  private
totals     totals   totals   details  private
details    details  totals   details  private
self       private  private  private  private
`;

/**
 * The verdicts. L: lists, T: figures, both in the room; l and t: the same in the asker's direct chat, with one line in the room; -: nothing.
 * The last column is a question that names nobody: the verdict, and whose calls are in it (a: the asker, m: a member of the room, h: a member
 * who hides from colleagues). The manager is over `hidden` and `absent`. Tom and Hedda share a team with the asker elsewhere, Abe does not.
 */
const tables = {
  'a team or group that shows figures': `
               me  member  hidden  teammate  absent  everybody
colleague      L   T       -       -         -       T:am
manager        L   T       l       -         l       T:am
holder         L   T       l       l         l       T:am
`,
  'a team or group that shows lists': `
               me  member  hidden  teammate  absent  everybody
colleague      L   L       -       -         -       L:am
manager        L   L       l       -         l       L:am
holder         L   L       l       l         l       L:am
`,
  'a private team or group': `
               me  member  hidden  teammate  absent  everybody
colleague      L   -       -       -         -       L:a
manager        L   -       l       -         l       L:a
holder         L   l       l       l         l       L:a
`,
  'a room with somebody from outside, or an archived one': `
               me  member  hidden  teammate  absent  everybody
colleague      l   t       -       -         -       t:am
manager        l   t       l       -         l       t:amh
holder         l   l       l       l         l       l:amh
`,
  'such a room, private': `
               me  member  hidden  teammate  absent  everybody
colleague      l   -       -       -         -       l:a
manager        l   -       l       -         l       l:a
holder         l   l       l       l         l       l:a
`,
  'the whole company’s chat': `
               me  member  hidden  teammate  absent  everybody
colleague      l   -       -       -         -       l:a
manager        l   -       l       -         l       l:a
holder         l   l       l       l         l       l:a
`,
  'a direct chat': `
               me  member  hidden  teammate  absent  everybody
colleague      L   -       -       T         -       L:a
manager        L   -       L       T         L       L:a
holder         L   L       L       L         L       L:a
`,
  'a direct chat, where the operator lets everybody see only themselves': `
               me  member  hidden  teammate  absent  everybody
colleague      L   -       -       -         -       L:a
manager        L   -       L       -         L       L:a
holder         L   L       L       L         L       L:a
`,
} as const;

const read = (table: string): readonly (readonly [string, readonly (readonly [string, string])[]])[] => {
  const [head = [], ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return lines.map(([name = '', ...cells]) => [name, cells.map((cell, at) => [head[at] ?? '', cell] as const)] as const);
};
/** What stands in this row under this column. */
export const cellOf = (table: string, row: string, column: string) =>
  read(table)
    .find(([name]) => name === row)?.[1]
    .find(([name]) => name === column)?.[1] ?? '';

/** The table that holds where this is asked. */
export function tableOf({ room, setting, colleagues }: Cell): string {
  const shows = cellOf(shown, colleagues, String(setting));
  if (room === 'everyone') return tables['the whole company’s chat'];
  if (room === 'direct')
    return tables[
      colleagues === 'self' ? 'a direct chat, where the operator lets everybody see only themselves' : 'a direct chat'
    ];
  if (room !== 'team' && room !== 'group')
    return tables[shows === 'private' ? 'such a room, private' : 'a room with somebody from outside, or an archived one'];
  if (shows === 'private') return tables['a private team or group'];
  return tables[shows === 'details' ? 'a team or group that shows lists' : 'a team or group that shows figures'];
}
