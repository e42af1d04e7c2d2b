import { ownField } from '#base/contracts';
/** A time zone as far as source data need it: the offset of a wall time. */
export interface Zone {
  /** `+08:00` for `YYYY-MM-DD` and `HH:mm:ss`. */
  offsetAt(date: string, time: string): string;
}

/** Daylight saving in China: from 02:00 on the first date, through to 02:00 on the second (IANA tz, Asia/Shanghai). */
const summers: Readonly<Record<string, readonly [from: string, to: string]>> = {
  1986: ['1986-05-04', '1986-09-14'],
  1987: ['1987-04-12', '1987-09-13'],
  1988: ['1988-04-17', '1988-09-11'],
  1989: ['1989-04-16', '1989-09-17'],
  1990: ['1990-04-15', '1990-09-16'],
  1991: ['1991-04-14', '1991-09-15'],
};

const beijing: Zone = {
  offsetAt: (date, time) => {
    if (date >= '1992' || date < '1986') return '+08:00';
    const summer = ownField(summers, date.slice(0, 4));
    if (summer === undefined) return '+08:00';
    const wall = `${date} ${time}`;
    return wall >= `${summer[0]} 02:00:00` && wall < `${summer[1]} 02:00:00` ? '+09:00' : '+08:00';
  },
};

const fixed = /^[+-]\d{2}:\d{2}$/;

/**
 * The zone by name: `Asia/Shanghai`, with the daylight saving of 1986–1991, or a fixed offset such as `+08:00`. Null when unknown.
 */
export function findZone(name: string): Zone | null {
  if (name === 'Asia/Shanghai') return beijing;
  return fixed.test(name) ? { offsetAt: () => name } : null;
}

/** The day of an instant in a zone, `YYYY-MM-DD`. */
export function civil(milliseconds: number, zone: Zone): string {
  const iso = new Date(milliseconds).toISOString();
  const offset = zone.offsetAt(iso.slice(0, 10), iso.slice(11, 19));
  const sign = offset.startsWith('-') ? -1 : 1;
  const minutes = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  return new Date(milliseconds + minutes * 60_000).toISOString().slice(0, 10);
}
