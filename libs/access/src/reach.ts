import type { PartyBounds, Place } from '#base/contracts';

/** The part of the hub that somebody sees. Every list is narrowed by it, and by nothing else. */
export class Reach {
  constructor(private readonly place: Place) {}

  /** Whether nothing is hidden. */
  get whole(): boolean {
    return this.place.region === null;
  }

  /** For statements over tables with a region and a department. */
  get bounds(): PartyBounds {
    const { region, department } = this.place;
    if (region === null) return { regions: null, department: null };
    return { regions: department === null ? region.replace(/(?:00)+$/, '') : region, department };
  }

  /** For statements over tables with a source (`<region>.<department>.<system>`): a pattern for `like`; null leaves it out. */
  get sources(): string | null {
    const { regions, department } = this.bounds;
    if (regions === null) return null;
    return department === null ? `${regions}%` : `${regions}.${department}.%`;
  }

  /** Whether a department of a region lies inside. */
  covers(region: string, department: string | null): boolean {
    const { regions, department: own } = this.bounds;
    return region.startsWith(regions ?? '') && (own === null || own === department);
  }

  /** Whether a source belongs to a department inside, or a department written as `370800.zjj` is one. */
  coversOwner(name: string): boolean {
    const [region = '', department = ''] = name.split('.');
    return this.covers(region, department);
  }
}
