import {randomInt} from 'node:crypto';
import type {Chance} from '../domain/chance.ts';

const steps = 2 ** 32;

export const systemChance: Chance = () => randomInt(steps) / steps;
