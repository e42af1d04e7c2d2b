import { HubError } from '#base/contracts';

/** The variables a process was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;
type Section = Record<string, unknown>;

const sectionsWithPlainNames = new Set(['database', 'kafka']);

/** `relay`, `sweepMs` → `HUB_RELAY_SWEEP_MS`. */
export function variableName(section: string, key: string): string {
  return `HUB_${section}_${key.replace(/[A-Z]/g, (letter) => `_${letter}`)}`.toUpperCase();
}

/** Every variable that overlays a setting, the strongest first. */
export function variableNames(section: string, key: string): readonly string[] {
  const name = variableName(section, key);
  return sectionsWithPlainNames.has(section) ? [name, name.slice('HUB_'.length)] : [name];
}

/** Lays the environment over the defaults. A HUB_ variable of a known section that names no setting is an error. */
export function overlay(
  defaults: Readonly<Record<string, Section>>,
  env: Environment,
): Record<string, Section> {
  const known = new Set<string>();
  const result: Record<string, Section> = {};
  for (const [section, values] of Object.entries(defaults)) {
    const overlaid: Section = {};
    for (const [key, value] of Object.entries(values)) {
      const names = variableNames(section, key);
      for (const name of names) known.add(name);
      const name = names.find((each) => env[each] !== undefined);
      overlaid[key] = name === undefined ? value : parseText(name, env[name] ?? '', value);
    }
    result[section] = overlaid;
  }
  refuseUnknown(Object.keys(defaults), known, env);
  return result;
}

function refuseUnknown(sections: readonly string[], known: ReadonlySet<string>, env: Environment): void {
  const ours = sections.map((section) => `HUB_${section.toUpperCase()}_`);
  const unknown = Object.keys(env).find(
    (name) => !known.has(name) && ours.some((start) => name.startsWith(start)),
  );
  if (unknown === undefined) return;
  throw new HubError('HUB_SETTINGS_INVALID', `环境变量 ${unknown} 不对应任何配置项，请核对拼写。`, {
    variable: unknown,
  });
}

/** A text takes the type of the default it replaces. */
function parseText(name: string, text: string, like: unknown): unknown {
  if (Array.isArray(like)) {
    const parts = text.split(',').map((part) => part.trim());
    return parts.filter((part) => part !== '').map((part) => parseText(name, part, like[0] ?? ''));
  }
  if (typeof like === 'number') return parseNumber(name, text);
  if (typeof like === 'boolean') return parseBoolean(name, text);
  return text;
}

function parseNumber(name: string, text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text.trim())) throw wrongForm(name, '数字');
  return Number(text);
}

function parseBoolean(name: string, text: string): boolean {
  const word = text.trim().toLowerCase();
  if (['true', '1', 'yes'].includes(word)) return true;
  if (['false', '0', 'no', ''].includes(word)) return false;
  throw wrongForm(name, 'true 或 false');
}

function wrongForm(name: string, form: string): HubError {
  return new HubError('HUB_SETTINGS_INVALID', `环境变量 ${name} 应为${form}，请改正后重新启动。`, {
    variable: name,
  });
}
