/** A number from 0 up to 1, drawn anew at each call: for jitter. transport/chance.ts is the real one. */
export type Chance = () => number;
