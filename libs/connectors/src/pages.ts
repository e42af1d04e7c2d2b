import type { z } from 'zod';
import { settingsSchema, streamSchema } from './database/settings.js';
import { mysqlValues } from './database/mysql.values.js';
import { postgresValues } from './database/postgres.values.js';
import { databaseWaivers } from './database/waivers.js';
import { settingLines, type SettingLine } from './describe.js';
import { filesValues } from './files/files.values.js';
import * as files from './files/settings.js';
import { filesWaivers } from './files/waivers.js';
import * as kafka from './kafka/settings.js';
import { kafkaWaivers } from './kafka/waivers.js';
import type { Waivers } from './promises.js';
import * as push from './push/settings.js';
import { pushWaivers } from './push/waivers.js';
import * as rest from './rest/settings.js';
import { restWaivers } from './rest/waivers.js';
import * as soap from './soap/settings.js';
import { soapWaivers } from './soap/waivers.js';
import type { ValueLine } from './value-line.js';

/** What a connector's page says: its settings, and which promises do not apply to it. */
export interface ConnectorPage {
  readonly kind: string;
  readonly title: string;
  readonly settings: readonly SettingLine[];
  readonly waivers: Waivers;
  /** What becomes of each type of its values; absent where a source's values are texts of its own making. */
  readonly values?: readonly ValueLine[];
}

interface Schemas {
  readonly sourceSchema: z.ZodType;
  readonly streamSchema: z.ZodType;
}

/** The pages of the connectors, one a kind. */
export const connectorPages: readonly ConnectorPage[] = [
  databasePage('postgres', 'PostgreSQL', postgresValues),
  databasePage('mysql', 'MySQL / MariaDB', mysqlValues),
  page('rest', 'REST（HTTP 接口）', rest, restWaivers),
  page('soap', 'SOAP（WebService）', soap, soapWaivers),
  { ...page('files', '文件（SFTP 或投递目录）', files, filesWaivers), values: filesValues },
  page('kafka', 'Kafka（部门自有主题）', kafka, kafkaWaivers),
  page('push', '推送（部门自行发送）', push, pushWaivers),
];

function page(
  kind: string,
  title: string,
  { sourceSchema, streamSchema }: Schemas,
  waivers: Waivers,
): ConnectorPage {
  const settings = [
    ...settingLines(sourceSchema, 'settings'),
    ...settingLines(streamSchema, 'streams[].settings'),
  ];
  return { kind, title, settings, waivers };
}

function databasePage(kind: string, title: string, values: readonly ValueLine[]): ConnectorPage {
  const schemas = { sourceSchema: settingsSchema, streamSchema };
  return { ...page(kind, title, schemas, databaseWaivers), values };
}
