import { ControlPlane, Database, type DatabaseSettings } from '#base/postgres';
import { reportEntities } from './entities/report-entities.js';

/**
 * Where reports come from: SQL where tables meet or are counted, repositories where one table answers. Opened by the process that reports,
 * closed by it; the connections of both together stay within `maxConnections`, though each has at least one.
 */
export class ReportStore {
  readonly database: Database;
  readonly plane: ControlPlane;

  constructor(settings: DatabaseSettings) {
    const forPlane = Math.max(Math.floor(settings.maxConnections / 3), 1);
    const forDatabase = Math.max(settings.maxConnections - forPlane, 1);
    this.database = new Database({ ...settings, maxConnections: forDatabase });
    this.plane = new ControlPlane({ ...settings, maxConnections: forPlane }, reportEntities);
  }

  async close(): Promise<void> {
    await this.plane.close();
    await this.database.close();
  }
}
