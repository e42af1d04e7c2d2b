import { HubError, systemClock, type Connector, type SourceDefinition } from '#base/contracts';
import { Gate, pacedReader } from '#base/pacing';
import { damengDialect } from './database/dameng.dialect.js';
import { databaseConnector } from './database/database.connector.js';
import { kafkaConnector } from './kafka/kafka.connector.js';
import { kingbaseDialect } from './database/kingbase.dialect.js';
import { mysqlDialect } from './database/mysql.dialect.js';
import { oracleDialect } from './database/oracle.dialect.js';
import { openPostgresLog } from './database/postgres.log.js';
import { postgresDialect } from './database/postgres.dialect.js';
import { pushConnector } from './push/push.connector.js';
import { sqlServerDialect } from './database/sqlserver.dialect.js';
import { restConnector } from './rest/rest.connector.js';
import { soapConnector } from './soap/soap.connector.js';
import { filesConnector } from './files/files.connector.js';

/** Every kind of source the hub can read. */
export const connectors: readonly Connector[] = [
  databaseConnector(postgresDialect, openPostgresLog),
  databaseConnector(mysqlDialect),
  databaseConnector(kingbaseDialect),
  databaseConnector(oracleDialect),
  databaseConnector(sqlServerDialect),
  databaseConnector(damengDialect),
  restConnector(),
  filesConnector(),
  soapConnector(),
  kafkaConnector(),
  pushConnector(),
].map(withinBudget);

/** Whoever opens a source keeps to its budget, whatever for: collecting, a preview, a backfill. */
function withinBudget(connector: Connector): Connector {
  return {
    ...connector,
    open: async (source, secret, gate = new Gate(source.budget ?? {}, systemClock)) =>
      pacedReader(await connector.open(source, secret, gate), gate),
  };
}

/** The kinds a definition may name. */
export const connectorKinds: readonly string[] = connectors.map(({ kind }) => kind);

/** Looks at a definition alone, opening nothing; throws HUB_SOURCE_INVALID whose facts say `path` and `mistake` for settings its connector does not take. */
export function acceptSource(source: SourceDefinition): void {
  findConnector(source.connector).accept?.(source);
}

/** The connector of a kind; throws HUB_SOURCE_INVALID with the known kinds. */
export function findConnector(kind: string): Connector {
  const found = connectors.find((connector) => connector.kind === kind);
  if (found !== undefined) return found;
  throw new HubError(
    'HUB_SOURCE_INVALID',
    `没有名为“${kind}”的连接器，可用的有：${connectorKinds.join('、')}。`,
    { kind },
  );
}
