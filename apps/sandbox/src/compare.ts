import Table from 'cli-table3';
import { z } from 'zod';
import type { SourceTally } from './departments/record-shelf.js';

const statusSchema = z.object({
  sources: z.array(
    z.object({
      source: z.string(),
      read: z.number(),
      unified: z.number(),
      unchanged: z.number(),
      parked: z.number(),
    }),
  ),
});

/** What the hub says of one source. */
export type SourceFigures = z.output<typeof statusSchema>['sources'][number];

/** One source: what was written, what the hub made of it, and whether the two agree. */
export interface Comparison {
  readonly source: string;
  readonly written: SourceTally | null;
  readonly hub: SourceFigures | null;
  readonly agrees: boolean;
}

/** The sources in what `hub status --json` prints. */
export function readSources(text: string): readonly SourceFigures[] {
  return statusSchema.parse(JSON.parse(text)).sources;
}

/** Every row must have been read; those that can be mapped must be records; the others, and cases that cannot be routed, must be parked. */
export function compareSources(
  hub: readonly SourceFigures[],
  tallies: readonly SourceTally[],
): readonly Comparison[] {
  const names = [...new Set([...tallies, ...hub].map(({ source }) => source))].sort();
  return names.map((source) => {
    const written = tallies.find((each) => each.source === source) ?? null;
    const found = hub.find((each) => each.source === source) ?? null;
    return {
      source,
      written,
      hub: found,
      agrees: written === null || (found !== null && agree(written, found)),
    };
  });
}

function agree(written: SourceTally, hub: SourceFigures): boolean {
  return (
    hub.read === written.rows &&
    hub.unified + hub.unchanged === written.rows - written.parked &&
    hub.parked === written.parked + written.unrouted
  );
}

/** The comparison for a terminal. */
export function comparisonTable(compared: readonly Comparison[]): string {
  const table = new Table({
    head: ['来源', '部门写入', '已读', '应归一', '已归一', '应隔离', '已隔离', '对照'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  });
  for (const { source, written, hub, agrees } of compared) {
    const shown = (count: number | undefined): string => (count === undefined ? '—' : String(count));
    table.push([
      source,
      shown(written?.rows),
      shown(hub?.read),
      written === null ? '—' : String(written.rows - written.parked),
      hub === null ? '—' : String(hub.unified + hub.unchanged),
      written === null ? '—' : String(written.parked + written.unrouted),
      shown(hub?.parked),
      written === null ? '无真值' : agrees ? '相符' : '不符',
    ]);
  }
  return table.toString();
}
