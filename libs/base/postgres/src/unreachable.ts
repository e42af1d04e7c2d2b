import { types } from 'node:util';
import { HubError } from '#base/contracts';

// SQLSTATE class 08 is connection, 57P01–57P03 are shutdown and start-up, 53300 is too many connections, 25P03 is a
// session that was ended because it did nothing inside a transaction.
const unreachable = /^(08|57P0[123]|53300|25P03)/;
// Class 28 is a wrong account or password, 3D000 a database that is not there.
const refused = /^(28|3D000)/;
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);

/** A server that cannot be reached becomes a fault to retry; whatever else was thrown goes on as it is. */
export function asFault(cause: unknown): unknown {
  if (!types.isNativeError(cause) || cause instanceof HubError) return cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const lost = /timeout|terminated|Connection ended|not queryable/i.test(cause.message) && code === '';
  if (refused.test(code)) {
    const sentence = '枢纽数据库拒绝了账号或口令，将自动重试；请核对 DATABASE_URL。';
    return new HubError('HUB_DATABASE_UNREACHABLE', sentence, { code }, cause);
  }
  if (!unreachable.test(code) && !networkCodes.has(code) && !lost) return cause;
  return new HubError(
    'HUB_DATABASE_UNREACHABLE',
    '枢纽数据库暂时连不上，将自动重试；请检查 PostgreSQL 是否在运行。',
    { code },
    cause,
  );
}
