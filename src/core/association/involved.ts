/** Who appears in the records of a conversation and may have a part in it, whatever became of it. */
import type { CallRecord } from '../call.js';
import type { Directory } from '../directory.js';
import type { ExtensionId } from '../model.js';
import { currentRecords } from './current.js';
import { type Evidence, gather } from './evidence.js';

export const isInvolved = ({ kind }: Pick<Evidence, 'kind'>): boolean => kind === 'person' || kind === 'queue';

/** People and queues that appear in the records, in the order of first appearance. */
export function involvedIn(records: readonly CallRecord[], directory: Directory): readonly ExtensionId[] {
  const found = gather(currentRecords(records, directory), directory).values();
  return [...found].filter(isInvolved).map(({ extension }) => extension);
}
