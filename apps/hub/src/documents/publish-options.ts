import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { brandAs, type DepartmentRef, type ItemCode, type RegionCode } from '#base/contracts';
import type { Publication } from '#libs/documents';
import { toDepartment } from '../options.js';

/** The options every publication has. */
export interface PublishOptions {
  readonly from: DepartmentRef;
  readonly regions?: readonly string[];
  readonly items?: readonly string[];
  readonly file: readonly string[];
}

const commaList = (text: string): readonly string[] => text.split(',').map((word) => word.trim());
const oneMore = (path: string, paths: readonly string[]): readonly string[] => [...paths, path];

/** Adds who publishes and which files. */
export function addSenderOptions(command: Command): Command {
  return command
    .requiredOption('--from <部门>', '发出部门，例如 370800.zjj', toDepartment)
    .option('--file <路径>', '附件，可多次给出', oneMore, []);
}

/** Adds whom it concerns. */
export function addAudienceOptions(command: Command): Command {
  return command
    .option('--regions <区划>', '所涉区划，逗号分隔；不写则按事项，或本区划', commaList)
    .option('--items <事项>', '所涉事项编码，逗号分隔', commaList);
}

/** The bureaus the options name. */
export function toAudience({ regions, items }: PublishOptions): Publication['to'] {
  return {
    regions: (regions ?? []).map((region) => brandAs<RegionCode>(region)),
    items: (items ?? []).map((item) => brandAs<ItemCode>(item)),
  };
}

/** The files as they lie on this machine, under their own names. */
export function readFiles({ file }: PublishOptions): Promise<Publication['files']> {
  return Promise.all(file.map(async (path) => ({ name: basename(path), bytes: await readFile(path) })));
}
