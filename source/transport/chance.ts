import type {Chance} from '../domain/chance.ts';

/** Spreads things in time; nothing secret hangs on it. */
export const systemChance: Chance = () => Math.random();
