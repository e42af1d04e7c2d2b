import { HubError, type CheckLine, type StreamDefinition } from '#base/contracts';
import type { LogContext } from './log-context.js';
import { findSlot } from './postgres.slot.js';
import { escapeIdentifier } from 'pg';

const groundText = `
select current_setting('wal_level'), current_user,
       (select rolreplication or rolsuper from pg_roles where rolname = current_user)::text`;

const publicationText = `
select (pubinsert and pubupdate and pubdelete and pubtruncate)::text
  from pg_publication
 where pubname = $1`;

const tablesText = 'select schemaname, tablename from pg_publication_tables where pubname = $1';

// Which columns a deletion will name: all of them, or those of the identity's index.
const identityText = `
select a.attname
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_index i on i.indrelid = c.oid
        and case c.relreplident when 'd' then i.indisprimary when 'i' then i.indisreplident else false end
 where c.oid = $1::regclass and (c.relreplident = 'f' or a.attnum = any (i.indkey::smallint[]))`;

/** Whether the department granted what following its log needs, and what to run where it did not. Changes nothing. */
export async function checkLog(context: LogContext): Promise<readonly CheckLine[]> {
  const { source, session, settings } = context;
  const line = (verdict: CheckLine['verdict'], sentence: string): CheckLine => ({
    subject: source.name,
    verdict,
    sentence,
  });
  const [ground] = await session.rows({ text: groundText, values: [] });
  const [level, user, replication] = (ground ?? []).map(String);
  const lines: CheckLine[] = [];
  if (level !== 'logical') {
    lines.push(
      line(
        'fault',
        `数据库的 wal_level 是 ${level}，请该部门执行：alter system set wal_level = logical; 然后重启数据库。`,
      ),
    );
  }
  if (replication !== 'true') {
    lines.push(
      line(
        'fault',
        `账号 ${user} 没有复制权限，请该部门执行：alter role ${escapeIdentifier(user ?? '')} replication;`,
      ),
    );
  }
  const streams = source.streams.filter(({ mode }) => mode === 'log');
  const lacking = await unpublished(context, streams);
  if (lacking !== null) lines.push(line('fault', lacking));
  for (const stream of streams) lines.push(...(await identityLines(context, stream)));
  const slot = await findSlot(context);
  const kept =
    slot === null
      ? '尚未建立，采集启动时自动建立'
      : `已建立，对方为此保留 ${Math.round(slot.retainedBytes / 2 ** 20)} MB 日志`;
  return [...lines, line('ok', `复制槽 ${settings.slot} ${kept}。`)];
}

/** Refuses tables whose changes would never arrive. */
export async function requirePublished(
  context: LogContext,
  streams: readonly StreamDefinition[],
): Promise<void> {
  const lacking = await unpublished(context, streams);
  if (lacking === null) return;
  throw new HubError('HUB_SOURCE_INVALID', `数据源 ${context.source.id}：${lacking}`, {
    source: context.source.id,
  });
}

async function unpublished(
  context: LogContext,
  streams: readonly StreamDefinition[],
): Promise<string | null> {
  const { session, settings } = context;
  const name = settings.publication;
  const [found] = await session.rows({ text: publicationText, values: [name] });
  const listed = await session.rows({ text: tablesText, values: [name] });
  const published = new Set(
    listed.map((parts) => parts.map((part) => escapeIdentifier(String(part))).join('.')),
  );
  const tables: string[] = [];
  for (const stream of streams) {
    const { reference } = (await context.plan(stream)).table;
    if (!published.has(reference)) tables.push(reference);
  }
  if (found === undefined)
    return `发布 ${name} 尚未建立，请该部门以表的属主执行：create publication ${name} for table ${tables.join(', ')};`;
  if (tables.length > 0)
    return `发布 ${name} 缺少表，请该部门执行：alter publication ${name} add table ${tables.join(', ')};（分区表另需 set (publish_via_partition_root = true)）`;
  if (String(found[0]) === 'true') return null;
  return `发布 ${name} 没有包含全部操作，请该部门执行：alter publication ${name} set (publish = 'insert, update, delete, truncate');`;
}

async function identityLines(
  { session, plan }: LogContext,
  stream: StreamDefinition,
): Promise<readonly CheckLine[]> {
  const { key, table } = await plan(stream);
  const named = await session.rows({ text: identityText, values: [table.reference] });
  const names = new Set(named.map(([name]) => String(name)));
  const lacking = key.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  if (lacking.length === 0) return [];
  const sentence = `删除一行时日志不带主键列 ${lacking.join('、')}，请该部门执行：alter table ${table.reference} replica identity full;`;
  return [{ subject: stream.name, verdict: 'fault', sentence }];
}
