import type {Temperature} from '../domain/node-sample.ts';

/** Sensors of a processor, as thermal zones and hwmon drivers name them. */
const processorSensor = /cpu|soc|x86_pkg|coretemp|package id|k10temp|zenpower|tctl|tdie|^core \d/i;

/**
 * The temperature that stands for a node: the hottest sensor of its processor, else the hottest of all. Drives and
 * radios have other limits and would raise false alarms.
 */
export function nodeTemperature(temperatures: readonly Temperature[]): Temperature | undefined {
	const ofProcessor = temperatures.filter(({sensor}) => processorSensor.test(sensor));
	const candidates = ofProcessor.length > 0 ? ofProcessor : temperatures;
	return candidates.toSorted((one, other) => other.celsius - one.celsius)[0];
}
