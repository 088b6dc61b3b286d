/** How an asker reads time: their own settings, read from the platform once a day. */
import type { Locale } from '../core/chat.js';
import type { Extension } from '../core/directory.js';
import type { Instant } from '../core/model.js';
import type { AccountStore, Reader } from '../ports.js';

/** How long the asker's own zone and language stay good. */
const localeFor = 24 * 3_600_000;

interface LocaleDesk {
  readonly store: Pick<AccountStore, 'profiles'>;
  readonly reader: Pick<Reader, 'locale'> | null;
  /** For askers whose own settings RingCentral does not tell. */
  readonly fallback: Locale;
}

export async function localeOf(asker: Extension, now: Instant, desk: LocaleDesk): Promise<Locale> {
  const known = await desk.store.profiles.locale(asker.id);
  if (known && now - known.readAt < localeFor) return known.locale;
  if (!desk.reader) return known?.locale ?? desk.fallback;
  try {
    const locale = await desk.reader.locale(asker.id);
    await desk.store.profiles.saveLocale(asker.id, locale, now);
    return locale;
  } catch {
    // A zone that cannot be read must not cost the answer: yesterday's, else the company's.
    return known?.locale ?? desk.fallback;
  }
}
