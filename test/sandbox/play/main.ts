/** `npm run play`: a company to try the bot in, on this machine alone. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Play } from './play.js';
import { startPlay } from './play.js';

const wished = process.env.PLAY_PORT?.trim() || '3010';
const port = Number(wished);
if (!Number.isInteger(port) || port < 1 || port > 65_535) leave(`PLAY_PORT is "${wished}", which is no port.`);

const folder = await mkdtemp(join(tmpdir(), 'switchboard-play-'));
const logFile = join(folder, 'bot.log');
const log = createWriteStream(logFile);
const toTerminal = process.env.PLAY_LOG === '1';
const onLine = (line: string) => {
  log.write(`${line}\n`);
  if (toTerminal) console.log(line);
};

let leaving = false;
let play: Play | undefined;
const stop = async () => {
  if (leaving) return;
  leaving = true;
  console.log('\nStopping …');
  // Still starting: what runs by now ends with this process.
  await play?.close();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
process.on('SIGHUP', () => void stop());
// npm hands a signal to a shell that dies of it and tells nobody.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined) setInterval(() => process.ppid !== parent && void stop(), 250).unref();

console.log('Starting a company of its own, the bot and a chat page …');
try {
  play = await startPlay({ port, bot: { onLine }, progress: (what) => console.log(`  · ${what}`) });
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  // The bot has not run, and there is no log to look into.
  if (code === 'EADDRINUSE') await rm(folder, { recursive: true, force: true });
  leave(
    code === 'EADDRINUSE'
      ? `Port ${port} of 127.0.0.1 is taken. Stop what runs there, or choose another: PLAY_PORT=3011 npm run play`
      : `It did not start: ${message}\nThe bot's log: ${logFile}`,
  );
}

console.log(`
  Switchboard is in the room. Open

      ${play.url}

  You are Alice. Type @ to mention somebody, for instance
      @Switchboard summary last week
      @Switchboard missed?
      @Switchboard calls @Bob last week
  or click what is suggested beside the chat.
  "Sales leads" is opened for lists; in "Sales floor" you get totals; "Guest desk" has a guest in it.

  The bot's log: ${logFile}${toTerminal ? '' : '  (PLAY_LOG=1 shows it here)'}
  Ctrl-C ends everything; nothing is kept.
`);

const how = await play.bot.exited;
if (!leaving) {
  leaving = true;
  await play.close();
  leave(`The bot has died (${how}). Its log: ${logFile}`);
}

function leave(why: string): never {
  console.error(why);
  process.exit(1);
}
