import { supportProcedures } from '#base/model';

/** A way of technical support: 现场踏勘, 技术审查, 检验检测 or 听证论证. */
export type Procedure = keyof typeof supportProcedures;

/** How sources call them in free text; the first that fits decides. */
const words: readonly (readonly [RegExp, Procedure])[] = [
  [/踏勘|勘验|勘察|现场核查|现场核验/, 'SITE_INSPECTION'],
  [/检验|检测|检疫|鉴定/, 'TESTING'],
  [/技术审查|技术审核|专家评审|评审/, 'TECHNICAL_REVIEW'],
  [/听证|论证/, 'HEARING'],
];

/** All of those words as one pattern, for the query that looks for procedures to ask for. */
export const anyProcedure = words.map(([pattern]) => pattern.source).join('|');

/** The way of support a special procedure of a source stands for; null where it is none, e.g. 补正 or 公示. */
export function procedureOf(special: { readonly type: string; readonly name: string }): Procedure | null {
  const named = words.find(([pattern]) => pattern.test(special.name));
  if (named !== undefined) return named[1];
  return special.type === 'HEARING' ? 'HEARING' : null;
}

/** The way of support of that code or title; null when there is none. */
export function findProcedure(text: string): Procedure | null {
  return codes.find((code) => code === text || supportProcedures[code] === text) ?? null;
}

const codes = [
  'SITE_INSPECTION',
  'TECHNICAL_REVIEW',
  'TESTING',
  'HEARING',
] as const satisfies readonly Procedure[];
