/** The rooms a newcomer finds: one that is closed, one that a phone admin has opened for lists and lets posts be counted in, one with a guest. */
import type { Extension } from '../model.js';
import type { Sandbox } from '../server/sandbox.js';
import { chatter } from './chatter.js';

export interface DemoRooms {
  readonly floor: string;
  readonly leads: string;
  readonly guests: string;
}

export interface Cast {
  readonly alice: Extension;
  readonly bob: Extension;
  readonly carol: Extension;
  readonly dan: Extension;
  readonly grace: Extension;
  readonly everybody: readonly string[];
}

const first = (sandbox: Sandbox, firstName: string): Extension => {
  const found = sandbox.company.extensions.find((one) => one.type === 'User' && one.firstName === firstName);
  if (!found) throw new RangeError(`nobody here is called ${firstName}`);
  return found;
};

/** The first eight of the company, which every seed has. */
export function castOf(sandbox: Sandbox): Cast {
  return {
    alice: first(sandbox, 'Alice'),
    bob: first(sandbox, 'Bob'),
    carol: first(sandbox, 'Carol'),
    dan: first(sandbox, 'Dan'),
    grace: first(sandbox, 'Grace'),
    everybody: sandbox.company.extensions.slice(0, 8).map(({ id }) => id),
  };
}

/**
 * To be called when the bot is installed. The bot greets each room and answers Grace by itself; `heard` is told the chat
 * in which it is to speak next, and resolves when it has, or will not.
 */
export async function openRooms(sandbox: Sandbox, botId: string, heard: (chatId: string) => Promise<void>): Promise<DemoRooms> {
  const { alice, bob, carol, grace, everybody } = castOf(sandbox);
  const guest = sandbox.company.visitors.find(({ companyId }) => companyId === undefined);
  const team = async (creator: Extension, name: string, members: readonly string[]) => {
    const created = sandbox.createTeam(creator.id, name, [...members, botId]);
    await heard(created.id);
    return created;
  };
  const guests = await team(alice, 'Guest desk', [carol.id, ...(guest ? [guest.id] : [])]);
  const leads = await team(grace, 'Sales leads', everybody);
  chatter(sandbox, leads, everybody);
  const floor = await team(alice, 'Sales floor', everybody);
  for (const decided of ['settings room details', 'activity on']) {
    sandbox.post(grace.id, leads.id, `![:Person](${botId}) ${decided}`);
    await heard(leads.id);
  }
  sandbox.post(bob.id, floor.id, 'Morning! **Switchboard** is in the room now: mention it and ask who called whom.');
  for (const id of everybody) sandbox.openDirect(id, botId);
  return { floor: floor.id, leads: leads.id, guests: guests.id };
}
