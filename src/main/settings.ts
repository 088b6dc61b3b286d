/** What `bot.config.ts` and the environment say together. */
import config from '../../bot.config.js';
import { checkDigests } from '../app.js';
import { resolveSettings, type Settings } from '../config.js';

/** @throws SettingsError with every fault */
export function readSettings(): Settings {
  const settings = resolveSettings(config, process.env);
  checkDigests(settings);
  return settings;
}
