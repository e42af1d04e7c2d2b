import { DataSource, type EntitySchema } from 'typeorm';

/** TypeORM over the control plane: no synchronising, no migrations of its own; the caller initialises and destroys it. */
export function controlPlane(url: string, entities: readonly EntitySchema[]): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [...entities],
    synchronize: false,
    migrationsRun: false,
    logging: false,
    extra: { max: 4 },
  });
}
