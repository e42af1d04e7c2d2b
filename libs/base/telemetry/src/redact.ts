/** What may stand in a log line. */
export type LogFacts = Readonly<Record<string, string | number | bigint | boolean | null | undefined>>;

/** Takes secrets and personal data out of texts and facts on their way to a log. */
export interface Redactor {
  text(text: string): string;
  facts(facts: LogFacts): Record<string, string | number | boolean | null>;
}

const hidden = '[已隐藏]';
const longest = 2000;
const shortestSecret = 6;

/** Keys that carry ids: a case number may look like an ID number and is still needed to follow one record. */
const idKeys = new Set([
  'source',
  'stream',
  'case',
  'message',
  'delivery',
  'topic',
  'run',
  'region',
  'department',
  'traceparent',
]);
const secretKey = /passw|pwd|secret|token|authoriz|credential|口令|密码/i;
const personalKey =
  /^(appl(icant|yer|y_?(name|card|user))|contact|legal|handler|transactor|person|payp?er|(node)?procer|receiver?_?name|lxr)|phone|mobile|address|email|^id(_?(number|card|no))|^(body|row|raw|payload|values)$|姓名|电话|地址|证件/i;

const patterns: readonly (readonly [RegExp, string])[] = [
  // A URL's password may hold any sign, so it ends at the last @ of the word.
  [/([a-z][a-z0-9+.-]*:\/\/[^\s/@:]*):\S*@/gi, '$1:***@'],
  [
    /(passw(?:or)?d|pwd|secret|token|authorization|口令|密码)(["']?\s*[=:：]\s*)(?:bearer\s+)?("[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
    `$1$2${hidden}`,
  ],
  // Whole records and key values as drivers quote them.
  [/\{\s*"[^"]*"\s*:[\s\S]*\}/g, '{…}'],
  [/=\([^)]*\)/g, '=(…)'],
  [
    /(?<!\d)([1-9]\d{5})(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(\d{3}[\dXx])(?!\d)/g,
    '$1********$2',
  ],
  [/(?<!\d)([1-9]\d{5})\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(\d{3})(?!\d)/g, '$1******$2'],
  [/(?<!\d)((?:\+?86[- ]?)?1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?!\d)/g, '$1****$2'],
  [/(?<!\d)(0\d{2,3})-\d{7,8}(?!\d)/g, '$1-****'],
  [/[\w.+-]+@([\w-]+(?:\.[\w-]+)+)/g, '***@$1'],
];

const noneLater: readonly string[] = [];

/** A redactor that also knows the process's own secrets by heart; `later` are those that become known while it runs. */
export function createRedactor(
  secrets: readonly string[] = [],
  later: () => readonly string[] = () => noneLater,
): Redactor {
  let heard = later();
  let known = longestFirst([...secrets, ...heard]);
  const withoutSecrets = (text: string): string => {
    const now = later();
    if (now !== heard) known = longestFirst([...secrets, ...now]);
    heard = now;
    return known.reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
  };
  const text = (raw: string): string => {
    const cut = withoutSecrets(raw.length > longest ? `${raw.slice(0, longest)}…` : raw);
    return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), cut);
  };
  const fact = (key: string, value: LogFacts[string]): string | number | boolean | null => {
    if (value === null || value === undefined) return null;
    if (secretKey.test(key) || personalKey.test(key)) return hidden;
    if (typeof value === 'bigint') return value.toString();
    if (typeof value !== 'string') return value;
    return idKeys.has(key) ? withoutSecrets(value) : text(value);
  };
  return {
    text,
    facts: (facts) =>
      Object.fromEntries(
        Object.entries(facts)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => [key, fact(key, value)]),
      ),
  };
}

function longestFirst(secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => secret.length >= shortestSecret).sort((a, b) => b.length - a.length);
}
