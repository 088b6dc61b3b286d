/** Plain pages for people in a browser: no script, nothing loaded (the policy stands before every route but the webhook), nothing kept. */
import type { Response } from 'express';

export interface Page {
  readonly title: string;
  readonly lines: readonly string[];
  /** Where to go on. */
  readonly next?: { readonly href: string; readonly label: string };
}

export function sendPage(res: Response, status: number, { title, lines, next }: Page): void {
  res.status(status);
  res.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  // `end`, since the framework's route may have `send` replaced.
  res.end(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body>
<h1>${escaped(title)}</h1>
${lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${next ? `<p><a rel="noreferrer" href="${escaped(next.href)}">${escaped(next.label)}</a></p>` : ''}
</body>
</html>
`);
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string) => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
