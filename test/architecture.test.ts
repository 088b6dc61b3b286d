/** The house as a test: which room may import which, no circles, and what may stand where. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).split(sep).join('/'));

const sources = filesUnder('src').filter((file) => file.endsWith('.ts'));
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** Comments and strings are no code; import paths are read before they go. */
const codeOf = (file: string) =>
  textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/\/\/.*$/gm, '');

const importing = [
  /^(?:import|export)\s[^'";]*?\bfrom\s*'([^'\n]+)'/gm,
  /^import\s*'([^'\n]+)'/gm,
  /\b(?:import|require|require\.resolve|import\.meta\.resolve)\(\s*'([^'\n]+)'/g,
];

interface Import {
  readonly file: string;
  /** A file of the repository, a package, or `node:` and a module. */
  readonly target: string;
  readonly kind: 'file' | 'package' | 'node';
}

const importsOf = (file: string): readonly Import[] =>
  importing
    .flatMap((form) => [...textOf(file).matchAll(form)])
    .map(([, path = '']): Import => {
      if (path.startsWith('.')) {
        return {
          file,
          kind: 'file',
          target: normalize(join(dirname(file), path))
            .split(sep)
            .join('/')
            .replace(/\.js$/, '.ts'),
        };
      }
      if (path.startsWith('node:')) return { file, kind: 'node', target: path };
      const [scope = '', name] = path.split('/');
      return { file, kind: 'package', target: scope.startsWith('@') ? `${scope}/${name}` : scope };
    });

const imports = sources.flatMap(importsOf);

type Room = 'core' | 'ports' | 'config' | 'bot' | 'commands' | 'jobs' | 'adapters' | 'app' | 'main' | 'bot.config' | 'elsewhere';

function roomOf(file: string): Room {
  const [top = '', room = ''] = file.split('/');
  if (file === 'bot.config.ts') return 'bot.config';
  if (top !== 'src') return 'elsewhere';
  if (room.endsWith('.ts'))
    return (['ports', 'config', 'app', 'main'] as const).find((name) => room === `${name}.ts`) ?? 'elsewhere';
  return (
    (['core', 'ports', 'config', 'bot', 'commands', 'jobs', 'adapters', 'main'] as const).find((name) => room === name) ??
    'elsewhere'
  );
}

const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  core: ['core'],
  ports: ['core', 'ports'],
  config: ['core', 'config'],
  bot: ['core', 'ports', 'bot'],
  commands: ['core', 'ports', 'bot', 'commands'],
  jobs: ['core', 'ports', 'bot', 'jobs'],
  adapters: ['core', 'ports', 'config', 'adapters'],
  app: ['core', 'ports', 'config', 'bot', 'commands', 'jobs', 'app'],
  main: ['main', 'app', 'adapters', 'config', 'ports', 'core', 'bot.config'],
  'bot.config': ['config'],
  elsewhere: [],
};

/** The pure packages the core may use, each in the one file that knows it. */
const purePackages: Readonly<Record<string, string>> = {
  luxon: 'src/core/calendar.ts',
  'libphonenumber-js': 'src/core/number.ts',
  croner: 'src/core/schedule.ts',
  'lru-cache': 'src/core/memo.ts',
};

/** At home in all adapters: one reads every payload at the edge, the other bounds what is remembered. */
const everywhere = new Set(['zod', 'lru-cache']);

test('every file of src stands in a room of the house', () => {
  const strays = sources.filter((file) => roomOf(file) === 'elsewhere');
  expect(strays, `these files stand in no room that the design knows: ${strays.join(', ')}`).toEqual([]);
});

test('arrows between rooms run one way', () => {
  const wrong = imports
    .filter(({ kind, file, target }) => kind === 'file' && !mayImport[roomOf(file)].includes(roomOf(target)))
    .map(
      ({ file, target }) =>
        `${file} imports ${target}, but ${roomOf(file)} may only import ${mayImport[roomOf(file)].join(', ')}`,
    );
  expect(wrong, wrong.join('\n')).toEqual([]);
});

test('packages are used where the house has a place for them, each in one', () => {
  const wrong: string[] = [];
  const homes = new Map<string, Set<string>>();
  for (const { file, kind, target } of imports) {
    if (kind === 'file') continue;
    const room = roomOf(file);
    if (room === 'core') {
      if (purePackages[target] !== file) {
        wrong.push(
          `${file} imports ${target}: the core is pure${purePackages[target] ? `, and only ${purePackages[target]} uses it` : ''}`,
        );
      }
      continue;
    }
    if (kind === 'node') {
      if (!['adapters', 'main'].includes(room))
        wrong.push(`${file} imports ${target}, but only adapters and main touch the machine`);
      continue;
    }
    if (target in purePackages && !everywhere.has(target))
      wrong.push(`${file} imports ${target}, but only ${purePackages[target]} knows it`);
    else if (room === 'config' && target === 'zod') continue;
    else if (room !== 'adapters' && room !== 'app') wrong.push(`${file} imports the package ${target}, but ${room} uses none`);
    else if (!everywhere.has(target))
      homes.set(target, (homes.get(target) ?? new Set()).add(room === 'app' ? room : (file.split('/')[2] ?? '')));
  }
  for (const [name, rooms] of homes)
    if (rooms.size > 1) wrong.push(`${name} is imported in more than one place: ${[...rooms].join(', ')}`);
  expect(wrong, wrong.join('\n')).toEqual([]);
});

test('every import leads to a file that is there, and none to a test', () => {
  const known = new Set([...sources, 'bot.config.ts']);
  const lost = imports
    .filter(({ kind, target }) => kind === 'file' && !known.has(target))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(lost, `outside the house, or not there: ${lost.join(', ')}`).toEqual([]);
});

test('no circles', () => {
  const edges = new Map(
    sources.map((file) => [file, importsOf(file).flatMap(({ kind, target }) => (kind === 'file' ? [target] : []))]),
  );
  const done = new Set<string>();
  const circleFrom = (file: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of edges.get(file) ?? []) {
      const circle = circleFrom(next, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return null;
  };
  const circles = new Map(
    sources.flatMap((file) => {
      const circle = circleFrom(file, []);
      return circle ? [[[...new Set(circle)].sort().join(), circle.join(' → ')] as const] : [];
    }),
  );
  expect([...circles.values()], `these files import each other: ${[...circles.values()].join('; ')}`).toEqual([]);
});

test('no file of src or test is over 250 lines', () => {
  const code = [...sources, ...filesUnder('test').filter((file) => /\.(ts|js)$/.test(file) && !file.includes('/assets/'))];
  const long = code
    .map((file) => ({ file, lines: textOf(file).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > 250);
  expect(long, `too long: ${long.map(({ file, lines }) => `${file} (${lines} lines)`).join(', ')}`).toEqual([]);
});

test('every file of src opens with one sentence saying what it knows', () => {
  const silent = sources.filter((file) => !/^\/\*\*[^\n]*\S/.test(textOf(file)) || /^\/\*\*\s*\n\s*\*\//.test(textOf(file)));
  const unless = silent.filter(
    (file) => !file.endsWith('.d.ts') && file !== 'src/config.ts' && !/^\/\*\*\n \* \S/.test(textOf(file)),
  );
  expect(unless, `these open with no sentence: ${unless.join(', ')}`).toEqual([]);
});

test('no folder is a drawer for everything', () => {
  const drawers = [...sources, ...filesUnder('test')].filter((file) =>
    /(^|\/)(utils?|helpers?|types|common|shared|misc|lib)\//.test(file),
  );
  expect(drawers, `name the folder after what is in it: ${drawers.join(', ')}`).toEqual([]);
});

/** The one loader besides main that may: chatbot-core reads its own environment. */
const chatbotCoreLoader = 'src/adapters/ringcentral/chatbotCore.ts';

test('only main touches the process, but for the loader of chatbot-core', () => {
  const touching = sources.filter(
    (file) =>
      file !== chatbotCoreLoader &&
      roomOf(file) !== 'main' &&
      (/(?<![.\w])process\s*[.[]/.test(codeOf(file)) || importsOf(file).some(({ target }) => target === 'node:process')),
  );
  expect(touching, `these touch process: ${touching.join(', ')}`).toEqual([]);
});

test('the clock is read in one place', () => {
  const clock = /^src\/adapters\/clock(\/|\.ts$)/;
  const reading = sources.filter(
    (file) =>
      !clock.test(file) &&
      /\bDate\.now\b|\bnew Date\s*(\(\s*\)|[;,)\]}\n])|(?<!new )\bDate\(\s*\)|\bDateTime\.(now|local|utc)\(\s*\)/.test(
        codeOf(file),
      ),
  );
  expect(reading, `time is an argument, but these read the clock: ${reading.join(', ')}`).toEqual([]);
});

/** Files that git is told to ignore come and go; dotfiles are for tools. */
const expectedAtTop = [
  'src',
  'test',
  'bot.config.ts',
  'package.json',
  'tsconfig.json',
  'Procfile',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'biome.json',
  'package-lock.json',
];

test('the top level is the design’s, and nothing else', () => {
  const ignored = textOf('.gitignore')
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((glob) => new RegExp(`^${glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`));
  const strangers = readdirSync(root).filter(
    (name) => !name.startsWith('.') && !expectedAtTop.includes(name) && !ignored.some((pattern) => pattern.test(name)),
  );
  expect(strangers, `not in the design: ${strangers.join(', ')}`).toEqual([]);
});
