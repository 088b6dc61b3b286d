/** Whether what runs was built from what lies beside it: a change of the configuration needs a build, and that is easily forgotten. */
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @param program `import.meta.url` of the built `dist/src/main.js` */
export function isBuiltLate(program: string): boolean {
  const built = fileURLToPath(new URL('../bot.config.js', program));
  const source = fileURLToPath(new URL('../../bot.config.ts', program));
  return existsSync(source) && existsSync(built) && statSync(source).mtimeMs > statSync(built).mtimeMs;
}
