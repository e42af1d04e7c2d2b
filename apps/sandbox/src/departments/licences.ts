import { Database } from '#base/postgres';
import type { Secrets } from '#base/secrets';
import { letPostgresReaderFollow, openPostgresSite } from '../prepare/postgres-accounts.js';
import { firstRecords } from './first-records.js';
import { tellLicence } from './licence-record.js';
import type { RecordShelf } from './record-shelf.js';
import type { DepartmentPlace, OpenSystem, SampleDepartment } from './sample-department.js';
import { deleteLicences } from './sql/delete-licences.js';
import { hasLicences } from './sql/has-licences.js';
import { licenceTable, makeLicences } from './sql/make-licences.js';
import { putLicences } from './sql/put-licences.js';

const source = '370800.xzspj.licence';
const stream = 'licence';
/** The catalogue lies in the approval bureau's own database. */
const ownerSecret = 'sandbox.370800.xzspj.front.url';

/** The approval bureau's catalogue of electronic licences: a table whose changes the hub follows in the database's log. */
export const licences: SampleDepartment = {
  name: 'xzspj',
  title: '审批局证照库',
  sources: [source],
  // What lies in the table when the hub first reads it has no past: later editions are for those who follow it.
  first: (request) => firstRecords(source, request, (plan) => tellLicence(source, plan).slice(0, 1)),
  next: (plan) => tellLicence(source, plan),
  open: openCatalogue,
};

/** Makes the table, the hub's account with its right to follow the log, and fills in what is on the shelf. */
export async function prepareLicences(adminUrl: string, secrets: Secrets, shelf: RecordShelf): Promise<void> {
  const accounts = {
    ownerUrl: secrets.secret(ownerSecret),
    readerUrl: secrets.secret(`source.${source}.url`),
  };
  await openPostgresSite(adminUrl, accounts);
  const database = catalogue(secrets);
  try {
    await makeLicences(database);
    await letPostgresReaderFollow(adminUrl, accounts, [licenceTable]);
    if (!(await hasLicences(database))) await putLicences(database, await shelf.all(source, stream));
  } finally {
    await database.close();
  }
}

async function openCatalogue({ secrets }: DepartmentPlace): Promise<OpenSystem> {
  const database = catalogue(secrets);
  return Promise.resolve({
    written: async (records) => {
      // One transaction an edition: the log tells each of them.
      for (const { identity, body } of records) {
        if (body['CD_OPERATION'] === 'D') await deleteLicences(database, [identity]);
        else await putLicences(database, [body]);
      }
    },
    close: () => database.close(),
  });
}

function catalogue(secrets: Secrets): Database {
  const url = secrets.secret(ownerSecret);
  return new Database({ url, maxConnections: 1, applicationName: 'sandbox licences' });
}
