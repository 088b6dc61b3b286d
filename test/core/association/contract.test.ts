/** Every result of the public contract, in both directions: known by name, and the part it gives to somebody who was called. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { knownResults } from '../../../src/core/association/outcomes.js';
import type { Part } from '../../../src/core/participation.js';
import { judged, outbound, record } from './records.js';

const contract = new URL('../../../../shared/ringcentral/openapi.yml', import.meta.url);

const given: readonly (readonly [part: Part, results: readonly string[]])[] = [
  ['answered', ['Accepted', 'Call connected', '911', '933']],
  ['missed', ['Missed', 'No Answer', 'Hang Up', 'Abandoned', 'Busy', 'Callback requested', 'Answered Not Accepted']],
  ['voicemail', ['Voicemail', 'Sent to Voicemail']],
  ['refused', ['Declined', 'Rejected']],
  ['elsewhere', ['Answered Elsewhere']],
];
const partOf = (result: string): Part => given.find(([, results]) => results.includes(result))?.[0] ?? 'unknown';

/** The enumeration as the contract has it; only its own lines are parsed, since the whole takes seconds. */
function resultsOfContract(): readonly string[] {
  const [, lines = ''] = /^ {4}CallResultEnum:\n((?: {5,}.*\n)+)/m.exec(readFileSync(contract, 'utf8')) ?? [];
  const { enum: results } = parse(lines) as { enum: string[] };
  return results;
}

test('the table knows every result of the contract, and no other', (context) => {
  if (!existsSync(contract)) {
    if (process.env.CI === 'true') throw new Error('the contract is not there, and with CI=true it may not be skipped');
    context.skip('the public contract is not beside this checkout');
  }
  expect([...knownResults].sort()).toEqual([...resultsOfContract()].sort());
});

test.each(knownResults)('somebody called, and the record says %s', (result) => {
  const inbound = judged([record({ of: 'bob', to: 'bob', result })]).get('bob');
  expect(inbound).toMatchObject({ part: partOf(result), direction: 'inbound' });
  const dialled = judged([outbound({ of: 'alice', to: 'bob', result })]).get('bob');
  expect(dialled).toMatchObject({ part: partOf(result), direction: 'inbound' });
});

test.each(knownResults)('somebody called out, and the record says %s', (result) => {
  const maker = judged([outbound({ of: 'alice', to: { phoneNumber: '+442075550111' }, result })]).get('alice');
  const connected = ['Call connected', '911', '933', 'Accepted'].includes(result);
  expect(maker).toMatchObject({ part: connected ? 'connected' : 'not connected', direction: 'outbound' });
  expect(maker?.leftVoicemail).toBe(partOf(result) === 'voicemail');
});
