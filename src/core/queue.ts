/** What became of the calls to a queue: how many were taken, how long callers waited, and who took them. */
import { countOf, type Figures } from './figures.js';
import type { ExtensionId, Span } from './model.js';
import { callParts, type Part } from './participation.js';

export interface QueueQuestion {
  readonly queue: ExtensionId;
  readonly span: Span;
  /** Within how many ms a call should be answered. */
  readonly within: number;
  /** Absent: both. */
  readonly internal?: boolean;
}

/** The calls to the queue that ended so. Waits are of those calls whose wait is known. */
interface WaitSum {
  readonly part: Part;
  readonly count: number;
  readonly known: number;
  readonly totalMs: number;
  readonly longestMs: number;
  readonly within: number;
}

/** What an agent did in the calls of the queue. */
interface AgentSum {
  readonly agent: ExtensionId;
  readonly part: Part;
  readonly count: number;
}

export interface QueueSums {
  readonly waits: readonly WaitSum[];
  readonly agents: readonly AgentSum[];
}

export interface QueueFigures {
  readonly offered: number;
  readonly byPart: Figures['byPart'];
  /** Of the calls answered or abandoned, those whose wait is known; null where there are none. */
  readonly wait: { readonly known: number; readonly averageMs: number; readonly longestMs: number } | null;
  /** The answered calls: in time, later, and those whose wait is not known. */
  readonly inTime: { readonly within: number; readonly later: number; readonly unknown: number };
  /** What each of them did in the queue's calls; the most taken first. */
  readonly agents: readonly QueueAgent[];
}

interface QueueAgent extends Pick<Figures, 'byPart'> {
  readonly agent: ExtensionId;
}

export function queueFigures({ waits, agents }: QueueSums): QueueFigures {
  const byPart = Object.fromEntries(waits.map(({ part, count }) => [part, count])) as Figures['byPart'];
  const waited = waits.filter(({ part }) => part === 'answered' || part === 'missed');
  const sum = (of: (each: WaitSum) => number) => waited.reduce((total, each) => total + of(each), 0);
  const known = sum((each) => each.known);
  const answered = waits.find(({ part }) => part === 'answered');
  const did = new Map<ExtensionId, QueueAgent>();
  for (const { agent, part, count } of agents) did.set(agent, { agent, byPart: { ...did.get(agent)?.byPart, [part]: count } });
  return {
    offered: callParts.reduce((total, part) => total + (byPart[part] ?? 0), 0),
    byPart,
    wait:
      known === 0
        ? null
        : { known, averageMs: sum((each) => each.totalMs) / known, longestMs: Math.max(...waited.map((each) => each.longestMs)) },
    inTime: {
      within: answered?.within ?? 0,
      later: (answered?.known ?? 0) - (answered?.within ?? 0),
      unknown: (answered?.count ?? 0) - (answered?.known ?? 0),
    },
    agents: [...did.values()].sort(
      (a, b) =>
        countOf(b, 'answered') - countOf(a, 'answered') ||
        countOf(b, 'rang') - countOf(a, 'rang') ||
        (a.agent < b.agent ? -1 : 1),
    ),
  };
}
