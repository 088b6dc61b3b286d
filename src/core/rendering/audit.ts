/** Entries of the audit as lines: to the person asked about, without whom else a question was about; to a holder of the permission, whole. */
import type { AuditEntry } from '../audit.js';
import { dayOf, formatDay, formatDays, formatMoment, type Reference } from '../calendar.js';
import type { Directory } from '../directory.js';
import type { ChatId, ExtensionId, Span } from '../model.js';
import { named, plain } from '../text.js';

export interface AuditReading {
  /** Given where the entries are read by the person they are about. */
  readonly reader?: ExtensionId;
  readonly directory: Directory;
  /** The names of the chats the reader is in; of others only the kind is told. */
  readonly rooms: ReadonlyMap<ChatId, string>;
  readonly reference: Reference;
}

/** `Alice Chen asked for a list of your calls, 9–15 Nov · Fri 21 Nov 10:42 · in Sales floor`. */
export function auditLine(entry: AuditEntry, reading: AuditReading): string {
  const asker = nameOf(entry.asker, reading);
  const period = entry.period && entry.command !== 'whois' ? `, ${spanWords(entry.period.span, reading.reference)}` : '';
  const end = entry.given === 'nothing' ? ', and was refused' : '';
  const digest = entry.how === 'digest' ? ' by a digest' : '';
  const told = `${asker} asked for ${wanted(entry, reading)}${period}${digest}${end}`;
  return `* ${told} · ${formatMoment(entry.at, reading.reference)} · ${place(entry, reading)}`;
}

function wanted({ given, command, subjects, number }: AuditEntry, reading: AuditReading): string {
  const you = reading.reader !== undefined;
  const people = named(subjects.map((id) => nameOf(id, reading)));
  const whose = you ? 'your calls' : `the calls of ${people}`;
  const who = you ? 'you are' : number !== undefined ? `has the number ${plain(number)}` : `${people} is`;
  if (command === 'audit') return `what was asked about ${you ? 'you' : people || 'everybody'}`;
  if (given === 'list') return `a list of ${whose}`;
  if (given === 'totals') return `the figures of ${whose}`;
  if (given === 'profile') return `who ${who}`;
  if (given === 'last call') return `who ${who}, with ${you ? 'your' : 'their'} last call`;
  return whose;
}

function place({ chat, chatType }: AuditEntry, { rooms }: AuditReading): string {
  if (chatType === 'Direct') return 'in a direct chat';
  if (chatType === 'Everyone') return 'in the chat of the whole company';
  const name = rooms.get(chat);
  return name === undefined ? `in a ${chatType === 'Team' ? 'team' : 'group'}` : `in ${plain(name, 60)}`;
}

const nameOf = (id: ExtensionId, { directory }: AuditReading): string =>
  plain(directory.extensions.get(id)?.name ?? 'somebody who left', 60);

/** The period as the reader's calendar has it: "today" of an old entry would be another day by now. */
function spanWords({ from, to }: Span, reference: Reference): string {
  const first = dayOf(from, reference.locale);
  const last = dayOf(Math.max(from, to - 1), reference.locale);
  const oneDay = first.year === last.year && first.month === last.month && first.day === last.day;
  return oneDay ? formatDay(from, reference) : formatDays(first, last, dayOf(reference.now, reference.locale));
}
