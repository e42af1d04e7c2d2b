import type { Queryable } from '#base/contracts';

export const licenceTable = 'up_lic_data';

/** Makes the catalogue of electronic licences, as UP_LIC_DATA has it, and the publication by which its changes may be followed. */
export async function makeLicences(database: Queryable): Promise<void> {
  await database.query(`
    create table if not exists up_lic_data (
      certificate_source_id   varchar(128) primary key,
      certificate_identifier  varchar(128) not null,
      certificate_name        varchar(512) not null,
      certificate_type        varchar(256) not null,
      certificate_type_code   varchar(64) not null,
      certificate_number      varchar(128) not null,
      certificate_holder      varchar(256) not null,
      certificate_holder_type varchar(2000),
      certificate_holder_code varchar(256) not null,
      issue_dept              varchar(256) not null,
      issue_dept_code         varchar(32) not null,
      issue_date              varchar(32) not null,
      valid_begin             varchar(32),
      valid_end               varchar(32),
      certificate_area_code   varchar(32) not null,
      projid                  varchar(100),
      cd_time                 timestamp not null,
      cd_operation            varchar(1) not null
    )`);
  const { rows } = await database.query("select 1 from pg_publication where pubname = 'hub'");
  if (rows.length === 0) await database.query('create publication hub for table up_lic_data');
}
