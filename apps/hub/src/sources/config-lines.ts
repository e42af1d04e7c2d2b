import type { ConfigState } from '#libs/operating';

/** What is wrong with the configuration's files and what of them is not in force, a line each. */
export function configLines({ mistakes, sentence }: ConfigState): readonly string[] {
  return [
    ...mistakes.map((mistake) => `注意：${mistake.sentence}`),
    ...(sentence === null ? [] : [`注意：${sentence}`]),
  ];
}
