/** How the soaks run: the program built once, two files at a time, minutes for each. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/soak/**/*.soak.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 20 * 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    reporters: [['default', { summary: false }]],
  },
});
