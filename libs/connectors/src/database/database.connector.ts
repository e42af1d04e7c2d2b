import { HubError, systemClock, type Clock, type Connector, type SourceDefinition } from '#base/contracts';
import { Gate } from '#base/pacing';
import { invalidKey } from '../setting-schema.js';
import type { Dialect, SessionPlan } from './dialect.js';
import type { OpenLog } from './log-context.js';
import { DatabaseReader } from './database.reader.js';
import { readDatabaseSettings } from './settings.js';
import { meteredSession } from './metered-session.js';
import { openZone } from './zone.js';

const defaultQueryTimeoutMs = 30_000;

/** A connector for one database product. */
export function databaseConnector(
  dialect: Dialect,
  openLog: OpenLog = null,
  clock: Clock = systemClock,
): Connector {
  return {
    kind: dialect.kind,
    title: dialect.title,
    accept: (source) => {
      if (openLog === null) refuseForeignLogs(source, dialect);
      readDatabaseSettings(source);
    },
    async open(source, secret, gate = new Gate(source.budget ?? {}, clock)) {
      refuseForbiddenFlags(source);
      if (openLog === null) refuseForeignLogs(source, dialect);
      const settings = readDatabaseSettings(source);
      const zone = openZone(source.timeZone);
      const plan: SessionPlan = {
        source: source.id,
        url: secret(settings.secret),
        timeZone: source.timeZone,
        zoneOffset: zone.offset(clock.now()),
        queryTimeoutMs: source.budget?.longestQueryMs ?? defaultQueryTimeoutMs,
        readOnly: true,
      };
      const session = meteredSession(await dialect.connect(plan), gate, clock);
      const { zoneOffset } = plan;
      const context = { source, settings, dialect, session, zone, zoneOffset };
      return new DatabaseReader(context, plan, openLog, clock);
    },
  };
}

function refuseForbiddenFlags(source: SourceDefinition): void {
  const flagged = source.streams.find(({ mode }) => mode === 'flag');
  if (flagged === undefined || source.writeBack) return;
  throw new HubError(
    'HUB_SOURCE_INVALID',
    `数据源 ${source.id} 的数据流 ${flagged.name} 用标志位模式，但 writeBack 未放开；请先取得该部门同意再设为 true。`,
    { source: source.id, stream: flagged.name },
  );
}

function refuseForeignLogs(source: SourceDefinition, dialect: Dialect): void {
  const logged = source.streams.find(({ mode }) => mode === 'log');
  if (logged === undefined) return;
  const reason = `连接器 ${dialect.kind} 不支持变更日志模式（log），请改用 keyset 或 snapshot`;
  throw invalidKey(source, `streams.${logged.name}.mode`, reason);
}
