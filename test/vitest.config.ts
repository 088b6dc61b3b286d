/** How the tests run: the program built once, what starts processes of its own in a worker of its own, the rest one file after another. */
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They leave nothing in a process that the next file could meet, and most of their time would go into loading the same packages. */
const quiet = [
  'test/*.test.ts',
  'test/{bot,commands,core,jobs}/**/*.test.ts',
  'test/adapters/*.test.ts',
  'test/adapters/{connecting,http,ringcentral,store}/**/*.test.ts',
  'test/sandbox/{play,server}/**/*.test.ts',
];

/** Those with processes first, which wait most and take longest: nothing long is left for the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const ofQuiet = ({ project }: TestSpecification) => project.name === 'quiet';
    return [...sorted.filter((file) => !ofQuiet(file)), ...sorted.filter(ofQuiet)];
  }
}

/** Whoever asks for single files waits for no database server that these may not need. */
const isWhole = !process.argv.slice(2).some((argument) => argument.startsWith('test/') && !argument.endsWith('.config.ts'));

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: [['default', { summary: false }]],
    setupFiles: ['test/draws.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...quiet],
          globalSetup: ['test/build.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'quiet', include: quiet, isolate: false, globalSetup: isWhole ? ['test/sharedPostgres.ts'] : [] },
      },
    ],
  },
});
