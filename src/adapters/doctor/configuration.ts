/** Whether the program can start with what it is given: Node, `bot.config.ts`, the environment. */
import { type Settings, SettingsError } from '../../config.js';
import { fine, type Verdict, warning, wrong } from './examine.js';

/** What `package.json` asks for. */
const oldest: readonly [number, number] = [20, 19];

export function checkNode(version: string): Verdict<true> {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const old = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
  return old ? wrong(`${version}; ${oldest.join('.')} or newer is needed`) : fine(version, true);
}

/** @param read throws SettingsError with every fault */
export function checkConfiguration(read: () => Settings, builtLate: boolean): Verdict<Settings> {
  try {
    const settings = read();
    if (builtLate) {
      return warning('readable, but bot.config.ts is newer than the build', settings, {
        breaks: 'the newer settings are not in use',
        fix: 'npm run build, then restart',
      });
    }
    return fine('readable', settings);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { findings: error.faults.map((says) => ({ state: 'wrong', says })) };
  }
}

interface Variable {
  readonly name: string;
  readonly breaks: string;
  readonly step: number;
}

const noCalls = 'people and calls cannot be read';
const noInstall = 'the bot cannot be installed';
const needed: readonly Variable[] = [
  { name: 'RINGCENTRAL_CLIENT_ID', breaks: noCalls, step: 1 },
  { name: 'RINGCENTRAL_CLIENT_SECRET', breaks: noCalls, step: 1 },
  { name: 'RINGCENTRAL_JWT', breaks: noCalls, step: 2 },
  { name: 'RINGCENTRAL_CHATBOT_CLIENT_ID', breaks: noInstall, step: 3 },
  { name: 'RINGCENTRAL_CHATBOT_CLIENT_SECRET', breaks: noInstall, step: 3 },
  { name: 'RINGCENTRAL_CHATBOT_SERVER', breaks: 'RingCentral has no address for its events: the bot hears nothing', step: 4 },
];

/** @param manyCompanies companies connect their readers themselves: the operator needs none */
export function checkEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  manyCompanies = false,
): Verdict<true> {
  const wanted = needed.filter(({ name }) => !manyCompanies || name !== 'RINGCENTRAL_JWT');
  const absent = wanted.filter(({ name }) => !environment[name]?.trim());
  if (absent.length === 0) return fine('every needed variable is set', true);
  return {
    findings: absent.map(({ name, breaks, step }) => ({
      item: name,
      state: 'missing',
      says: 'is not set',
      breaks,
      fix: `.env; README, Install for real, step ${step}`,
    })),
    value: true,
  };
}
