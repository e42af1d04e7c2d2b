import { EnduringClient } from '#base/postgres';

/** The two accounts of a front database, as their URLs say: the department's own, and the hub's read-only one. */
export interface FrontAccounts {
  readonly ownerUrl: string;
  readonly readerUrl: string;
}

/** Makes the database and its two accounts where they are missing, with the passwords of the URLs and China Standard Time. */
export async function openPostgresSite(adminUrl: string, accounts: FrontAccounts): Promise<void> {
  const owner = partsOf(accounts.ownerUrl);
  const reader = partsOf(accounts.readerUrl);
  const client = new EnduringClient({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const name = (text: string): string => client.escapeIdentifier(text);
    for (const { user, password } of [owner, reader]) {
      const known = await client.query('select 1 from pg_roles where rolname = $1', [user]);
      const verb = known.rowCount === 0 ? 'create' : 'alter';
      await client.query(`${verb} role ${name(user)} login password ${client.escapeLiteral(password)}`);
      await client.query(`alter role ${name(user)} set timezone = 'Asia/Shanghai'`);
    }
    const there = await client.query('select 1 from pg_database where datname = $1', [owner.database]);
    if (there.rowCount === 0)
      await client.query(`create database ${name(owner.database)} owner ${name(owner.user)}`);
    await client.query(`alter database ${name(owner.database)} set timezone = 'Asia/Shanghai'`);
    await client.query(`revoke all on database ${name(owner.database)} from public`);
    await client.query(`grant connect on database ${name(owner.database)} to ${name(reader.user)}`);
  } finally {
    await client.end();
  }
}

/** Lets the hub's account read the tables, and nothing else; called by the owner once they exist. */
export async function letPostgresReaderRead(
  accounts: FrontAccounts,
  tables: readonly string[],
): Promise<void> {
  const client = new EnduringClient({ connectionString: accounts.ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const reader = client.escapeIdentifier(partsOf(accounts.readerUrl).user);
    await client.query(`grant select on ${tables.join(', ')} to ${reader}`);
  } finally {
    await client.end();
  }
}

/** Lets the hub's account read the tables and follow the changes of what is published; an administrator gives the second right. */
export async function letPostgresReaderFollow(
  adminUrl: string,
  accounts: FrontAccounts,
  tables: readonly string[],
): Promise<void> {
  await letPostgresReaderRead(accounts, tables);
  const client = new EnduringClient({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const reader = client.escapeIdentifier(partsOf(accounts.readerUrl).user);
    await client.query(`alter role ${reader} replication`);
  } finally {
    await client.end();
  }
}

/** What a database URL says. */
export function partsOf(url: string): {
  readonly user: string;
  readonly password: string;
  readonly database: string;
} {
  const { username, password, pathname } = new URL(url);
  return {
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  };
}
