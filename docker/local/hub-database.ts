import { join } from 'node:path';
import { Client } from 'pg';
import { keptPassword } from './password.js';
import { places } from './places.js';

/** Makes the hub's own role and database on a server of ours and returns the role's address; the role is no super user. */
export async function hubDatabase(adminUrl: string): Promise<string> {
  const password = await keptPassword(join(places.local, 'hub-database.password'));
  await asAdmin(adminUrl, async (client) => {
    const role = await client.query("select from pg_roles where rolname = 'hub'");
    const verb = role.rowCount === 0 ? 'create' : 'alter';
    await client.query(`${verb} role hub login password ${client.escapeLiteral(password)}`);
    const database = await client.query("select from pg_database where datname = 'hub'");
    if (database.rowCount === 0) await client.query('create database hub owner hub');
  });
  const url = new URL(adminUrl);
  url.username = 'hub';
  url.password = password;
  url.pathname = '/hub';
  return url.href;
}

/** Whether an account may make databases and roles, as the sample department's set-up has to. */
export async function mayProvision(url: string): Promise<boolean> {
  return asAdmin(url, async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      'select rolsuper or (rolcreatedb and rolcreaterole) as may from pg_roles where rolname = current_user',
    );
    return rows[0]?.may === true;
  });
}

async function asAdmin<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
