/**
 * /sys/class/hwmon/hwmonN/{name,in0_lcrit_alarm} of a Raspberry Pi: whether its voltage was too low in the last two
 * seconds, for everybody to read. Throttling is not told here.
 *
 *     /sys/class/hwmon/hwmon1/name               rpi_volt
 *     /sys/class/hwmon/hwmon1/in0_lcrit_alarm    0
 *
 * https://docs.kernel.org/hwmon/raspberrypi-hwmon.html
 */
import type {PiThrottling} from '../domain/node-sample.ts';
import type {Parsed} from '../domain/parsed.ts';
import {createProblemList} from './problem-list.ts';
import {nameIn, type Sections} from './sections.ts';

const alarmPattern = /^(\/sys\/class\/hwmon\/hwmon\d{1,4})\/in0_lcrit_alarm$/;

/** Undefined where there is no such chip. */
export function parseRpiVolt(sections: Sections): Parsed<PiThrottling | undefined> {
	for (const [path, text] of sections) {
		const [, chip] = alarmPattern.exec(path) ?? [];
		if (chip === undefined || nameIn(sections, `${chip}/name`) !== 'rpi_volt') {
			continue;
		}

		const alarm = text.trim();
		if (alarm === '0' || alarm === '1') {
			return {value: underVoltageAlone(alarm === '1'), problems: []};
		}

		const problems = createProblemList(path);
		problems.add(alarm, 'neither 0 nor 1');
		return {value: undefined, problems: problems.problems};
	}

	return {value: undefined, problems: []};
}

function underVoltageAlone(underVoltageNow: boolean): PiThrottling {
	return {
		throttledNow: undefined,
		underVoltageNow,
		throttledSinceBoot: undefined,
		underVoltageSinceBoot: undefined,
	};
}
