/** Where a source is in its life. Only an enabled one is read. */
export const sourceStates = ['draft', 'checked', 'previewed', 'enabled', 'paused', 'retired'] as const;
export type SourceState = (typeof sourceStates)[number];

/**
 * What happens to a source. `check` and `preview` passed; `change` is a new definition, `admit` a set-up that was told to start it at
 * once; the others are a person's decision.
 */
export const sourceEvents = [
  'check',
  'preview',
  'enable',
  'pause',
  'resume',
  'retire',
  'reopen',
  'change',
  'admit',
] as const;
export type SourceEvent = (typeof sourceEvents)[number];

/** What an event means in a state: where it leads (perhaps nowhere), or why not. */
export type StateDecision =
  { readonly to: SourceState; readonly moved: boolean } | { readonly refused: string };

type Cell = SourceState | { readonly refused: string };

const no = (refused: string): Cell => ({ refused });
const notChecked = no('尚未检查，请先执行 hub check');
const notPreviewed = no('尚未预览，请先执行 hub preview 并保存结果');
const notRunning = no('尚未启用');
const notRetired = no('没有退役，无须重开');
const gone = no('已经退役，要再用请先执行 hub sources reopen');

/** Every event in every state. A definition that changes before the source runs has to be checked and previewed again. */
const life: Readonly<Record<SourceState, Readonly<Record<SourceEvent, Cell>>>> = {
  draft: {
    check: 'checked',
    preview: notChecked,
    enable: notChecked,
    pause: notRunning,
    resume: notRunning,
    retire: 'retired',
    reopen: notRetired,
    change: 'draft',
    admit: 'enabled',
  },
  checked: {
    check: 'checked',
    preview: 'previewed',
    enable: notPreviewed,
    pause: notRunning,
    resume: notRunning,
    retire: 'retired',
    reopen: notRetired,
    change: 'draft',
    admit: 'enabled',
  },
  previewed: {
    check: 'previewed',
    preview: 'previewed',
    enable: 'enabled',
    pause: notRunning,
    resume: notRunning,
    retire: 'retired',
    reopen: notRetired,
    change: 'draft',
    admit: 'enabled',
  },
  enabled: {
    check: 'enabled',
    preview: 'enabled',
    enable: 'enabled',
    pause: 'paused',
    resume: 'enabled',
    retire: 'retired',
    reopen: notRetired,
    change: 'enabled',
    admit: 'enabled',
  },
  paused: {
    check: 'paused',
    preview: 'paused',
    enable: no('已经暂停，请用 hub sources resume 恢复'),
    pause: 'paused',
    resume: 'enabled',
    retire: 'retired',
    reopen: notRetired,
    change: 'paused',
    admit: 'paused',
  },
  retired: {
    check: gone,
    preview: gone,
    enable: gone,
    pause: gone,
    resume: gone,
    retire: 'retired',
    reopen: 'draft',
    change: 'retired',
    admit: gone,
  },
};

/** Decides what an event does to a source in a state. */
export function decideState(state: SourceState, event: SourceEvent): StateDecision {
  const cell = life[state][event];
  return typeof cell === 'string' ? { to: cell, moved: cell !== state } : cell;
}
