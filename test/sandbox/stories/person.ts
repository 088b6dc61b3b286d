/** Calls to one person's phone, from outside or from a colleague, and what arrives there without ringing. */
import { type Cast, colleague, goesToQueue, outsider, person, queue, type Tale } from './cast.js';
import { type Ending, onePhone } from './phone.js';
import { queueEvents } from './queue.js';

const callTo = (cast: Cast, ending: Ending): Tale => {
  const who = person(cast);
  return {
    caller: outsider(cast),
    dialled: { extensionId: who },
    events: onePhone(cast.random, { who, from: cast.random.whole(200, 1_500), ending }),
  };
};

export function direct(cast: Cast): Tale {
  return callTo(
    cast,
    cast.random.pick<Ending>(['answered', 'answered', 'answered', 'rang out', 'hung up', 'voicemail', 'greeting only']),
  );
}

export function voicemailed(cast: Cast): Tale {
  return callTo(cast, cast.random.pick<Ending>(['voicemail', 'voicemail', 'declined to voicemail', 'greeting only']));
}

export function declined(cast: Cast): Tale {
  return callTo(cast, 'declined');
}

export function internal(cast: Cast): Tale {
  const { random } = cast;
  if (goesToQueue(cast, 0.15)) {
    const called = queue(cast);
    const maker = colleague(cast, ...called.memberIds);
    return { caller: { extensionId: maker }, dialled: { extensionId: called.extensionId }, events: queueEvents(random, called) };
  }
  const who = person(cast);
  const ending = random.pick<Ending>([
    'answered',
    'answered',
    'answered',
    'rang out',
    'hung up',
    'voicemail',
    'greeting only',
    'declined',
  ]);
  return {
    caller: { extensionId: colleague(cast, who) },
    dialled: { extensionId: who },
    events: onePhone(random, { who, from: random.whole(100, 900), ending }),
  };
}

export function anonymous(cast: Cast): Tale {
  const { random } = cast;
  const caller = random.pick([
    { anonymous: 'no-number' },
    { anonymous: 'name-only', name: random.pick(['Anonymous', 'Unknown', 'Restricted']) },
    { anonymous: 'masked', phoneNumber: `+3351${random.digits(3)}XXXX` },
  ] as const);
  if (goesToQueue(cast, 0.25)) {
    const called = queue(cast);
    return { caller, dialled: { extensionId: called.extensionId }, events: queueEvents(random, called) };
  }
  return { ...callTo(cast, random.pick<Ending>(['answered', 'rang out', 'hung up', 'voicemail'])), caller };
}

export function blocked(cast: Cast): Tale {
  const who = person(cast);
  const at = cast.random.whole(100, 700);
  return {
    caller: outsider(cast),
    dialled: { extensionId: who },
    events: [
      { at, does: 'blocked', who },
      { at, does: 'hang up', who: 'caller' },
    ],
  };
}

export function fax(cast: Cast): Tale {
  const { random } = cast;
  const who = person(cast);
  const done = random.whole(20_000, 150_000);
  const hangUp = { at: done + 300, does: 'hang up', who: 'caller' } as const;
  if (cast.wanted === undefined && random.chance(0.25)) {
    const { phoneNumber } = random.pick(cast.outsiders);
    return {
      caller: { extensionId: who },
      dialled: { phoneNumber },
      events: [{ at: done, does: 'fax received', who: 'callee' }, hangUp],
    };
  }
  return { caller: outsider(cast), dialled: { extensionId: who }, events: [{ at: done, does: 'fax received', who }, hangUp] };
}
