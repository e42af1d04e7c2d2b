import { HubError } from '#base/contracts';

/** A product's driver: an optional package that the hub loads when a source needs it. */
export interface DriverPackage<Driver> {
  readonly name: string;
  readonly version: string;
  /** Whether what was loaded has the entry points the hub calls. */
  is(value: unknown): value is Driver;
}

/** Loads a driver that is not part of the hub. Throws HUB_SOURCE_INVALID saying which package to install. */
export async function loadDriver<Driver>(source: string, driver: DriverPackage<Driver>): Promise<Driver> {
  const { name, version } = driver;
  try {
    const loaded: unknown = await import(name);
    const main = property(loaded, 'default') ?? loaded;
    if (driver.is(main)) return main;
    throw new TypeError(`${name} has other entry points`);
  } catch (cause) {
    throw new HubError(
      'HUB_SOURCE_INVALID',
      `数据源 ${source} 需要驱动程序 ${name}，它没有随枢纽安装，或版本不符；请在枢纽目录运行 npm install ${name}@${version} 后重试。`,
      { source, driver: name },
      cause,
    );
  }
}

/** A property of whatever a driver gave; undefined where there is none. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
