/** What a measurement is, and how all of them stand side by side in one table. */

export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: number | string;
  /** The same by plain SQL on the same data, where there is such a thing. */
  readonly raw?: number;
  /** A number, or why there is none. */
  readonly naive: number | string;
  /** What `ours` may be at most, or must be at least. */
  readonly budget?: { readonly most: number } | { readonly least: number };
}

export interface Part {
  readonly rows: readonly Row[];
  /** How it was measured, where that is not plain. */
  readonly notes: readonly string[];
}

const headings = ['', 'unit', 'Switchboard', 'raw SQL', 'ours ÷ raw', 'naive', 'naive ÷ ours', 'budget', ''];

/** Every row of every part, with the notes below. */
export function tableOf(parts: readonly Part[]): string {
  const lines = parts.flatMap(({ rows }) => rows.map(cellsOf));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...lines.map((line) => (line[column] ?? '').length), column === 5 ? 8 : 0),
  );
  const drawn = [headings, widths.map((width) => '─'.repeat(width)), ...lines].map((line) =>
    line
      .map((cell, column) => (column < 2 || column > 6 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const notes = parts.flatMap((part) => part.notes.map((note) => `- ${note}`));
  return [...drawn, '', ...notes].join('\n');
}

function cellsOf({ what, unit, ours, raw, naive, budget }: Row): string[] {
  const ratio = typeof ours === 'number' && typeof naive === 'number' && ours > 0 ? `× ${shown(naive / ours)}` : '';
  const toRaw = typeof ours === 'number' && raw !== undefined && raw > 0 ? `× ${shown(ours / raw)}` : '';
  const limit = budget === undefined ? '' : 'most' in budget ? `≤ ${shown(budget.most)}` : `≥ ${shown(budget.least)}`;
  return [
    what,
    unit,
    shown(ours),
    raw === undefined ? '' : shown(raw),
    toRaw,
    shown(naive),
    ratio,
    limit,
    budget === undefined ? '' : isKept(ours, budget) ? 'ok' : 'OVER',
  ];
}

/** Whether a measurement is within its budget; one that could not be made is not. */
export function isKept(ours: number | string, budget: NonNullable<Row['budget']>): boolean {
  if (typeof ours !== 'number') return false;
  return 'most' in budget ? ours <= budget.most : ours >= budget.least;
}

/** Three significant digits, and never fewer digits than the whole number has. */
function shown(value: number | string): string {
  if (typeof value === 'string') return value;
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.min(2, digits) });
}
