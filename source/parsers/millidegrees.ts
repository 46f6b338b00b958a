/**
 * A temperature file of sysfs: one signed integer in thousandths of a degree Celsius.
 *
 *     48312
 *
 * https://docs.kernel.org/hwmon/sysfs-interface.html#temperatures
 */
import type {Parsed} from '../domain/parsed.ts';
import {firstLineOf} from './lines.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

/** Inputs with nothing connected read -273, -62, 255 or 65261 degrees: what no working machine has is no reading. */
const hottestCelsius = 200;

/** Degrees Celsius, from 0 to 200. */
export function parseMillidegrees(text: string, source: string): Parsed<number | undefined> {
	const problems = createProblemList(source);
	const line = firstLineOf(text);
	const millidegrees = parseCounter(line);
	const value =
		millidegrees !== undefined && millidegrees <= hottestCelsius * 1000
			? millidegrees / 1000
			: undefined;
	if (line !== undefined && value === undefined) {
		problems.add(line, 'not a temperature from 0 to 200 degrees');
	}

	return {value, problems: problems.problems};
}
