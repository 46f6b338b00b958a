/**
 * /sys/class/thermal/thermal_zoneN/{type,temp}: a zone's name and its temperature in thousandths of a degree.
 *
 *     /sys/class/thermal/thermal_zone0/type    cpu-thermal
 *     /sys/class/thermal/thermal_zone0/temp    48312
 *
 * https://docs.kernel.org/driver-api/thermal/sysfs-api.html
 */
import type {Temperature} from '../domain/node-sample.ts';
import type {Parsed, ParseProblem} from '../domain/parsed.ts';
import {parseMillidegrees} from './millidegrees.ts';
import {countNames, nameIn, type Sections} from './sections.ts';

export type ZoneTemperature = Temperature & {readonly zoneType: string | undefined};

const pattern = /^(\/sys\/class\/thermal\/thermal_zone(\d{1,4}))\/temp$/;

/** One reading a zone, named by its type; by its number too where several zones are of one type, or none is told. */
export function parseThermalZones(sections: Sections): Parsed<readonly ZoneTemperature[]> {
	const zones = [...sections].flatMap(([path, text]) => {
		const [, folder = '', number = ''] = pattern.exec(path) ?? [];
		return folder === '' ? [] : [{path, text, number, type: nameIn(sections, `${folder}/type`)}];
	});
	const counts = countNames(zones.map(zone => zone.type));
	const temperatures: ZoneTemperature[] = [];
	const problems: ParseProblem[] = [];
	for (const {path, text, number, type} of zones) {
		const celsius = parseMillidegrees(text, path);
		problems.push(...celsius.problems);
		if (celsius.value !== undefined) {
			const name = type ?? 'thermal_zone';
			const isUnique = counts.get(name) === 1;
			const sensor = isUnique ? name : `${name}-${number}`;
			temperatures.push({sensor, celsius: celsius.value, zoneType: type});
		}
	}

	return {value: temperatures, problems};
}
