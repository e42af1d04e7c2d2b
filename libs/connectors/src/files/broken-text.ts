/** A text that cannot be read on from a place. */
export class BrokenText extends Error {
  readonly place: number;
  readonly refusal: string;

  constructor(place: number, refusal: string) {
    super(refusal);
    this.place = place;
    this.refusal = refusal;
  }
}
