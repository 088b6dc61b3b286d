/** Builds the program once before the tests start it, unless what was built is newer than all that it is built from. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export default function build(): void {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((path) => join('src', path));
  const changed = Math.max(...['bot.config.ts', 'tsconfig.json', ...sources].map((path) => changedAt(path)));
  if (changedAt('dist/src/main.js') > changed) return;
  execFileSync(join(root, 'node_modules/.bin/tsc'), { cwd: root, stdio: 'inherit' });
}

function changedAt(path: string): number {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
