import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { partsOf, type FrontAccounts } from './postgres-accounts.js';

const chinaStandardTime = '+08:00';

/** Makes the database and its two accounts where they are missing; the hub's may only read. Sets the server's clock if it must. */
export async function openMariadbSite(adminUrl: string, accounts: FrontAccounts): Promise<void> {
  const owner = partsOf(accounts.ownerUrl);
  const reader = partsOf(accounts.readerUrl);
  const connection = await createConnection({ uri: adminUrl, connectTimeout: 10_000 });
  try {
    const database = connection.escapeId(owner.database);
    await connection.query(`create database if not exists ${database} character set utf8mb4`);
    for (const { user, password } of [owner, reader]) {
      const secret = connection.escape(password);
      await connection.query(
        `create user if not exists ${connection.escape(user)}@'%' identified by ${secret}`,
      );
      await connection.query(`alter user ${connection.escape(user)}@'%' identified by ${secret}`);
    }
    await connection.query(`grant all privileges on ${database}.* to ${connection.escape(owner.user)}@'%'`);
    await connection.query(`grant select on ${database}.* to ${connection.escape(reader.user)}@'%'`);
    const [rows] = await connection.query<RowDataPacket[]>('select @@global.time_zone as zone');
    if (rows[0]?.['zone'] !== chinaStandardTime)
      await connection.query('set global time_zone = ?', [chinaStandardTime]);
  } finally {
    await connection.end();
  }
}
