/**
 * vcgencmd get_throttled: what slows a Raspberry Pi down now (low bits) and what did since boot (bits from 16 on).
 *
 *     throttled=0x50005
 *     throttled=0x0
 *     VCHI initialization failed
 *
 * Bits 0 and 16: under-voltage; 1 and 17: the clock is capped; 2 and 18: throttled; 3 and 19: soft temperature limit.
 * https://www.raspberrypi.com/documentation/computers/os.html#get_throttled
 */
import type {PiThrottling} from '../domain/node-sample.ts';
import type {Parsed} from '../domain/parsed.ts';
import {createProblemList} from './problem-list.ts';

const underVoltage = 0b1;
/** Each of them makes the processor slower. */
const slower = 0b1110;
const sinceBootShift = 16;

/** One line that is not empty. */
export function parseVcgencmd(line: string): Parsed<PiThrottling | undefined> {
	const problems = createProblemList('vcgencmd');
	const [, digits] = /^throttled=(?:0x)?([0-9a-f]{1,8})$/i.exec(line.trim()) ?? [];
	if (digits === undefined) {
		problems.add(line, reasonFor(line));
		return {value: undefined, problems: problems.problems};
	}

	const bits = Number.parseInt(digits, 16);
	const sinceBoot = bits >>> sinceBootShift;
	const value: PiThrottling = {
		throttledNow: (bits & slower) !== 0,
		underVoltageNow: (bits & underVoltage) !== 0,
		throttledSinceBoot: (sinceBoot & slower) !== 0,
		underVoltageSinceBoot: (sinceBoot & underVoltage) !== 0,
	};
	return {value, problems: []};
}

function reasonFor(line: string): string {
	return /VCHI initialization failed|can't open device file|permission denied/i.test(line)
		? 'this user may not ask the firmware; add it to the group video: sudo usermod -aG video USER'
		: 'not what get_throttled answers';
}
