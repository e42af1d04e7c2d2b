import type { Dialect } from './dialect.js';
import { postgresDialect } from './postgres.dialect.js';

/** KingbaseES in its PostgreSQL mode: the same protocol, catalogue and statements. Not run against a live server. */
export const kingbaseDialect: Dialect = {
  ...postgresDialect,
  kind: 'kingbase',
  title: '人大金仓 KingbaseES 数据库表（未在真实服务器上运行）',
};
