/** Settings: `bot.config.ts` and the environment, each parsed by a schema, joined once; all faults are told together. */
import { z } from 'zod';
import { accessSchema } from './config/access.js';
import { rulesSchema } from './config/rules.js';
import { isZone } from './core/calendar.js';
import { readRetention } from './core/retention.js';
import { isSchedule } from './core/schedule.js';

const zone = z.string().refine(isZone, 'is not a time zone this machine knows, such as Europe/London');

const retention = z
  .string()
  .default('400 days')
  .transform((text, context) => {
    const read = readRetention(text);
    if (read) return read;
    context.addIssue({
      code: 'custom',
      message: 'is not a time such as "400 days", "12 months" or "2 years", at most ten years',
    });
    return z.NEVER;
  });

const configSchema = z.strictObject({
  /** Zone of answers for askers whose own zone RingCentral does not tell. */
  zone: zone.default('UTC'),
  /** Language and region for those askers; decides on which day a week begins. */
  locale: z.string().refine(isLanguage, 'is not a language and region such as en-US').default('en-US'),
  /** How many days of calls are read back at the first start. */
  backfillDays: z.number().int().min(1).max(400).default(90),
  /** How long calls are kept, such as "400 days", "12 months" or "2 years"; older ones are neither read nor kept. */
  keep: retention,
  /** How long it is kept who asked about whom. */
  keepAudit: retention,
  /** How many calls one answer lists. */
  pageSize: z.number().int().min(1).max(50).default(10),
  /** Digests the operator sets; people make their own in chat. */
  digests: z
    .array(
      z.strictObject({
        /** Id of the chat it is posted in. */
        chat: z.string().min(1),
        at: z.string().refine(isSchedule, 'is not a schedule such as "weekdays at 9:00" or a cron line'),
        zone: zone.optional(),
        /** The command line. */
        say: z.string().min(1).max(500),
        /** Person id of whoever it asks for: their rights count. */
        as: z.string().min(1),
      }),
    )
    .default([]),
  access: accessSchema,
  rules: rulesSchema,
  masking: z
    .strictObject({
      /** Where phone numbers of outside parties are masked: in rooms unless all present may see them, in direct chats too, or not at all. */
      numbers: z.enum(['rooms', 'nowhere', 'everywhere']).default('rooms'),
      /** Numbers that no room is shown, not even masked, beside 911 and 933. */
      never: z.array(z.string().regex(/^\+?[\d\s().\-/]*\d[\d\s().\-/]*$/, 'is not a phone number')).default([]),
    })
    .prefault({}),
  install: z
    .strictObject({
      /** Companies may install the bot themselves, and each connects its own reader by `connect`. */
      public: z.boolean().default(false),
      /** Ids of the RingCentral accounts that may; any when absent. */
      accounts: z.array(z.string().regex(/^\d+$/, 'is not an account id')).optional(),
    })
    .prefault({}),
});

/** What `bot.config.ts` may say; every part has a default. */
export type BotConfig = z.input<typeof configSchema>;

/** Gives `bot.config.ts` its type. */
export const defineConfig = (config: BotConfig): BotConfig => config;

const blank = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const text = z.preprocess(blank, z.string().optional());
const httpUrl = z
  .string()
  .refine(isBareAddress, 'must be an http(s) address without a path')
  .transform((url) => new URL(url).origin);

/** Files on a Heroku dyno are gone with its next restart, daily at least (Heroku Dev Center, dyno filesystem). */
const withoutDatabase =
  'environment: DATABASE_URL is missing: this is Heroku (DYNO is set), where files do not outlive a restart; attach Heroku Postgres';

const environmentSchema = z.object({
  PORT: z.preprocess(blank, z.coerce.number('must be a number').int().min(0).max(65_535).default(3000)),
  RINGCENTRAL_SERVER: z.preprocess(blank, httpUrl.default('https://platform.ringcentral.com')),
  RINGCENTRAL_CHATBOT_SERVER: z.preprocess(blank, httpUrl.optional()),
  RINGCENTRAL_CHATBOT_CLIENT_ID: text,
  RINGCENTRAL_CHATBOT_CLIENT_SECRET: text,
  RINGCENTRAL_CHATBOT_VERIFICATION_TOKEN: text,
  RINGCENTRAL_CLIENT_ID: text,
  RINGCENTRAL_CLIENT_SECRET: text,
  RINGCENTRAL_JWT: text,
  DATABASE_URL: z.preprocess(
    blank,
    z
      .string()
      .regex(/^(sqlite:|postgres(ql)?:\/\/)/, 'must begin with sqlite: or postgres://')
      .default('sqlite:data/switchboard.db'),
  ),
  BOT_SECRET_KEY: z.preprocess(
    blank,
    z
      .string()
      .refine((keys) => areKeys(keys.split(',')), 'must be 32 bytes in base64, or two such keys with a comma between them')
      .optional(),
  ),
  LOG_LEVEL: z.preprocess(blank, z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info')),
  TRUST_PROXY: text,
  METRICS_TOKEN: text,
});

export interface Settings {
  readonly port: number;
  /** Base address of the platform's API, without a slash at the end. */
  readonly server: string;
  /** The bot's own public base address; without it no subscription can be made. */
  readonly publicUrl?: string;
  readonly botApp?: { readonly clientId: string; readonly clientSecret: string };
  /** Set where the developer console dictates the verification token of the bot's events. */
  readonly verificationToken?: string;
  /** `jwt`: of the service user that reads its own company. Without it a company connects its reader by `connect`. */
  readonly readerApp?: { readonly clientId: string; readonly clientSecret: string; readonly jwt?: string };
  readonly databaseUrl: string;
  readonly secretKey?: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly trustProxy?: string;
  readonly metricsToken?: string;
  readonly bot: z.output<typeof configSchema>;
}

/** Every fault of the configuration in one error; its message is for the operator and holds no values. */
export class SettingsError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

/**
 * Joins config and environment.
 * @throws SettingsError naming every faulty key, never its value.
 */
export function resolveSettings(config: unknown, environment: Readonly<Record<string, string | undefined>>): Settings {
  const bot = configSchema.safeParse(config);
  const env = environmentSchema.safeParse(environment);
  const faults = [
    ...(bot.success
      ? []
      : bot.error.issues.map((issue) => `bot.config.ts: ${issue.path.join('.') || '(whole)'} ${issue.message}`)),
    ...(env.success ? [] : env.error.issues.map((issue) => `environment: ${issue.path.join('.')} ${issue.message}`)),
    ...(environment.DYNO?.trim() && !environment.DATABASE_URL?.trim() ? [withoutDatabase] : []),
  ];
  if (!bot.success || !env.success || faults.length > 0) throw new SettingsError(faults);
  const e = env.data;
  return {
    port: e.PORT,
    server: e.RINGCENTRAL_SERVER,
    ...(e.RINGCENTRAL_CHATBOT_SERVER !== undefined && { publicUrl: e.RINGCENTRAL_CHATBOT_SERVER }),
    ...(e.RINGCENTRAL_CHATBOT_CLIENT_ID !== undefined &&
      e.RINGCENTRAL_CHATBOT_CLIENT_SECRET !== undefined && {
        botApp: { clientId: e.RINGCENTRAL_CHATBOT_CLIENT_ID, clientSecret: e.RINGCENTRAL_CHATBOT_CLIENT_SECRET },
      }),
    ...(e.RINGCENTRAL_CHATBOT_VERIFICATION_TOKEN !== undefined && {
      verificationToken: e.RINGCENTRAL_CHATBOT_VERIFICATION_TOKEN,
    }),
    ...(e.RINGCENTRAL_CLIENT_ID !== undefined &&
      e.RINGCENTRAL_CLIENT_SECRET !== undefined && {
        readerApp: {
          clientId: e.RINGCENTRAL_CLIENT_ID,
          clientSecret: e.RINGCENTRAL_CLIENT_SECRET,
          ...(e.RINGCENTRAL_JWT !== undefined && { jwt: e.RINGCENTRAL_JWT }),
        },
      }),
    databaseUrl: e.DATABASE_URL,
    ...(e.BOT_SECRET_KEY !== undefined && { secretKey: e.BOT_SECRET_KEY }),
    logLevel: e.LOG_LEVEL,
    ...(e.TRUST_PROXY !== undefined && { trustProxy: e.TRUST_PROXY }),
    ...(e.METRICS_TOKEN !== undefined && { metricsToken: e.METRICS_TOKEN }),
    bot: bot.data,
  };
}

const readerVariables =
  'RINGCENTRAL_CLIENT_ID, RINGCENTRAL_CLIENT_SECRET and RINGCENTRAL_JWT (the app that reads people and calls)';

/** The variables that are missing for a part to work, by part; empty where nothing is missing. */
export function missingSettings(settings: Settings): readonly string[] {
  return [
    ...(settings.botApp ? [] : ['RINGCENTRAL_CHATBOT_CLIENT_ID and RINGCENTRAL_CHATBOT_CLIENT_SECRET (the bot app)']),
    ...(settings.publicUrl ? [] : ['RINGCENTRAL_CHATBOT_SERVER (the public address RingCentral sends events to)']),
    // A company that installs the bot itself connects its own reader; the JWT is the operator's.
    ...(settings.readerApp?.jwt !== undefined || (settings.readerApp && settings.bot.install.public) ? [] : [readerVariables]),
  ];
}

const areKeys = (keys: readonly string[]) => keys.length <= 2 && keys.every((key) => Buffer.from(key, 'base64').length === 32);

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Calls are made to paths below it, so a path, a query or credentials in it could only be a mistake. */
function isBareAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, href } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && href.replace(/\/+$/, '') === origin;
}
