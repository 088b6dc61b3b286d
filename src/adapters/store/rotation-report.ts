/** What the operator reads after a change of keys: what was done, and what is to be done now. */
import { inWords } from './reencrypt.js';
import type { Rotation } from './rotate.js';

export function linesOf({ counts, damaged, newest, forgotten, keyFile }: Rotation): readonly string[] {
  const all = counts.reduce((sum, { changed }) => sum + changed, 0);
  const table = counts.map(({ table: name, changed }) => `${name.padEnd(15)} ${String(changed).padStart(6)}`);
  if (damaged.length > 0) {
    return [
      ...table,
      `${all} encrypted anew with key ${newest}, but these cannot be opened: ${inWords(damaged)}.`,
      'The former key is kept. Remove these rows, and run this again.',
    ];
  }
  const gone = forgotten.length > 0 ? `; key ${forgotten.join(', ')} is forgotten` : '';
  const next =
    keyFile === null
      ? 'Now set BOT_SECRET_KEY to its first key alone, and restart the bot.'
      : `${keyFile} holds the new key alone, and the running bot uses it. Keep a copy of it.`;
  return [
    ...table,
    `${all} encrypted anew with key ${newest}${gone}.`,
    next,
    'Backups made before open with the former key only.',
  ];
}
