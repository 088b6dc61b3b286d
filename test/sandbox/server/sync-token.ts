/** Opaque tokens that remember how far a reader of the call log has come. */
import { createHmac } from 'node:crypto';
import { refuse } from './refusal.js';
import type { Account, World } from './world.js';

/** How long a token is worth anything; the platform names no figure. */
const lifeMs = 7 * 86_400_000;

export interface SyncState {
  /** Which log it was made for: account and, for a user's log, extension. */
  readonly log: string;
  readonly view: string;
  /** Modification time (epoch ms) of the last record given out. */
  readonly through: number;
  /** Start (epoch ms) of the oldest record in the frame; not used by extract-sync. */
  readonly oldest?: number;
  readonly missedOnly?: boolean;
}

export function writeSyncToken(state: SyncState, account: Account, world: World): string {
  const payload = Buffer.from(JSON.stringify({ ...state, epoch: account.syncEpoch, at: world.now() })).toString('base64url');
  return `${payload}.${signature(payload)}`;
}

/** CLG-101 for anything that is not a token for this log, CLG-102 for one that has expired. */
export function readSyncToken(token: string | null, log: string, account: Account, world: World): SyncState {
  const [payload = '', signed] = (token ?? '').split('.');
  if (signed !== signature(payload)) throw refuse(400, 'CLG-101', 'Sync token is invalid', { parameterName: 'syncToken' });
  const state = JSON.parse(Buffer.from(payload, 'base64url').toString()) as SyncState & { epoch: number; at: number };
  if (state.log !== log) throw refuse(400, 'CLG-101', 'Sync token is invalid', { parameterName: 'syncToken' });
  if (state.epoch !== account.syncEpoch || world.now() - state.at > lifeMs) {
    throw refuse(400, 'CLG-102', 'Sync token has expired', { parameterName: 'syncToken' });
  }
  return state;
}

function signature(payload: string): string {
  return createHmac('sha256', 'sandbox').update(payload).digest('base64url').slice(0, 16);
}
