/** The file beside an SQLite database that holds its secret keys, one a line, newest first. */
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the keys are kept when the environment names none. */
export const keyFileOf = (databasePath: string) => join(dirname(databasePath), 'switchboard.key');

/** Null where there is no such file. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** 32 bytes in base64. */
export const newKey = () => randomBytes(32).toString('base64');

/** @returns whether it was this process that made it */
export function makeKeyFile(file: string): boolean {
  // Written whole before it gets its name: another process may be starting on the same directory.
  const draft = writeDraft(file, [newKey()]);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whoever reads it meanwhile sees either the former keys or these, also after a power cut; its owner stays. */
export function replaceKeyFile(file: string, keys: readonly string[]): void {
  const { uid, gid } = statSync(file);
  const draft = writeDraft(file, keys);
  try {
    const made = statSync(draft);
    if (made.uid !== uid || made.gid !== gid) chownSync(draft, uid, gid);
    renameSync(draft, file);
    keepFolder(dirname(file));
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(file: string, keys: readonly string[]): string {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, keys.map((key) => `${key}\n`).join(''));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return draft;
}

/** A new name in a folder outlives a power cut only where the folder is written too; on Windows it cannot be opened, nor need it be. */
function keepFolder(folder: string): void {
  if (platform() === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
