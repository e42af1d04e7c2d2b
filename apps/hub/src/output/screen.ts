/** Where text is cut to a width: the terminal's, or what `HUB_COLUMNS` says (0: no limit). */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const narrowest = 40;

/**
 * How many columns a line may take, null where nothing limits it: what goes into a file or a pipe is read by programs, which need every
 * identifier whole and on one line.
 */
export function screenWidth(
  screen: Screen = process.stdout,
  env: Readonly<Record<string, string | undefined>> = process.env,
): number | null {
  const asked = env['HUB_COLUMNS'] ?? '';
  if (/^\d{1,4}$/.test(asked)) return Number(asked) === 0 ? null : Math.max(Number(asked), narrowest);
  if (screen.isTTY !== true || screen.columns === undefined || screen.columns < 1) return null;
  return Math.max(screen.columns, narrowest);
}
