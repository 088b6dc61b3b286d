/** Entries of the call log, whole and broken, as the core gets them. */
import { expect, test } from 'vitest';
import { readCallRecord } from '../../../src/adapters/ringcentral/callRecord.js';

const whole = {
  id: 'QvZ1',
  uri: 'https://platform.example/restapi/v1.0/account/37/extension/102/call-log/QvZ1',
  sessionId: 4503991,
  telephonySessionId: 's-77aa',
  startTime: '2026-11-03T09:00:01.250Z',
  duration: 61,
  durationMs: 60_871,
  type: 'Voice',
  direction: 'Inbound',
  action: 'Phone Call',
  result: 'Accepted',
  reason: 'Accepted',
  extension: { id: 102_003, uri: 'https://platform.example/restapi/v1.0/account/99/extension/102003' },
  delegate: { id: '102009', name: 'Dee' },
  delegationType: 'Coworker',
  message: { id: '8', type: 'VoiceMail', uri: 'u' },
  transferTarget: { telephonySessionId: 's-77ab' },
  from: { phoneNumber: '+16505550111', name: 'SAN MATEO CA', location: 'San Mateo, CA', dialerPhoneNumber: '6505550111' },
  to: { extensionId: '102003', extensionNumber: '103', device: { id: '1', uri: 'u' } },
  lastModifiedTime: '2026-11-03T09:05:00.000Z',
  billing: { costIncluded: 0 },
  somethingNew: { deep: [1] },
  legs: [
    {
      startTime: '2026-11-03T09:00:04Z',
      duration: 57,
      type: 'Voice',
      direction: 'Inbound',
      action: 'Phone Call',
      result: 'Accepted',
      legType: 'Accept',
      master: true,
      extension: { id: '102003' },
    },
    {
      type: 'Voice',
      direction: 'Outbound',
      action: 'FindMe',
      legType: 'A Leg Of Next Year',
      result: 'Quantum Entangled',
      extension: { id: 102_004 },
    },
  ],
};

test('a whole record', () => {
  expect(readCallRecord(whole)).toEqual({
    id: 'QvZ1',
    sessionId: '4503991',
    telephonySessionId: 's-77aa',
    startTime: Date.UTC(2026, 10, 3, 9, 0, 1, 250),
    durationMs: 60_871,
    type: 'Voice',
    direction: 'Inbound',
    action: 'Phone Call',
    result: 'Accepted',
    reason: 'Accepted',
    extensionId: '102003',
    delegateId: '102009',
    delegationType: 'Coworker',
    messageType: 'VoiceMail',
    linkedSessionId: 's-77ab',
    from: { phoneNumber: '+16505550111', name: 'SAN MATEO CA', location: 'San Mateo, CA' },
    to: { extensionId: '102003', extensionNumber: '103' },
    finished: true,
    deleted: false,
    lastModifiedTime: Date.UTC(2026, 10, 3, 9, 5),
    legs: [
      {
        startTime: Date.UTC(2026, 10, 3, 9, 0, 4),
        durationMs: 57_000,
        type: 'Voice',
        direction: 'Inbound',
        action: 'Phone Call',
        result: 'Accepted',
        legType: 'Accept',
        master: true,
        extensionId: '102003',
        from: {},
        to: {},
      },
      {
        startTime: Date.UTC(2026, 10, 3, 9, 0, 1, 250),
        durationMs: 0,
        type: 'Voice',
        direction: 'Outbound',
        action: 'FindMe',
        result: 'Quantum Entangled',
        legType: 'A Leg Of Next Year',
        master: false,
        extensionId: '102004',
        from: {},
        to: {},
      },
    ],
  });
});

test('what is absent, null or of a wrong kind is absent, and nothing else suffers', () => {
  const bare = readCallRecord({
    id: 12,
    startTime: '2026-11-03T09:00:00Z',
    sessionId: null,
    extension: null,
    from: null,
    to: 'nobody',
    delegate: {},
    message: null,
    result: null,
    legs: null,
    duration: '60',
    transferee: { telephonySessionId: 's-1' },
  });
  expect(bare).toEqual({
    id: '12',
    startTime: Date.UTC(2026, 10, 3, 9),
    durationMs: 0,
    type: 'Unknown',
    direction: 'Unknown',
    action: 'Unknown',
    from: {},
    to: {},
    linkedSessionId: 's-1',
    finished: true,
    deleted: false,
    legs: [],
  });
});

test.each([
  [{ finished: false }, false],
  [{ result: 'In Progress' }, false],
  [{ finished: true }, true],
  [{ finished: null }, true],
])('a call that still runs: %j → finished %s', (part, finished) => {
  expect(readCallRecord({ ...whole, ...part })?.finished).toBe(finished);
});

test('a deleted record may hold its id only', () => {
  expect(readCallRecord({ id: 'gone', deleted: true })).toMatchObject({ id: 'gone', deleted: true, legs: [] });
});

test.each([
  [null],
  ['text'],
  [{}],
  [{ id: 'x' }],
  [{ id: '', startTime: '2026-11-03T09:00:00Z' }],
  [{ id: 'x', startTime: 'yesterday' }],
])('unreadable: %j', (wire) => {
  expect(readCallRecord(wire)).toBeNull();
});

test('ids keep all their digits', () => {
  expect(readCallRecord({ ...whole, extension: { id: 9_007_199_254_740_991 } })?.extensionId).toBe('9007199254740991');
});
