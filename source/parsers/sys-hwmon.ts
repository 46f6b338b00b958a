/**
 * /sys/class/hwmon/hwmonN/{name,tempM_input,tempM_label}: a chip's name, its temperatures and what each measures.
 *
 *     /sys/class/hwmon/hwmon4/name           nvme
 *     /sys/class/hwmon/hwmon4/temp1_label    Composite
 *     /sys/class/hwmon/hwmon4/temp1_input    38850
 *
 * https://docs.kernel.org/hwmon/sysfs-interface.html (before Linux 3.15 some chips kept them in hwmonN/device)
 */
import type {Temperature} from '../domain/node-sample.ts';
import type {Parsed, ParseProblem} from '../domain/parsed.ts';
import {parseMillidegrees} from './millidegrees.ts';
import {countNames, nameIn, type Sections} from './sections.ts';

export type ChipTemperature = Temperature & {readonly chip: string | undefined};

const namePattern = /^\/sys\/class\/hwmon\/hwmon\d{1,4}\/(?:device\/)?name$/;
const inputPattern = /^((\/sys\/class\/hwmon\/hwmon(\d{1,4}))\/(?:device\/)?)(temp\d{1,4})_input$/;

/** `nvme Composite`; `nvme-4 Composite` where several chips have the name; `hwmon-4 temp1` where no name is told. */
export function parseHwmon(sections: Sections): Parsed<readonly ChipTemperature[]> {
	const names = [...sections.keys()]
		.filter(path => namePattern.test(path))
		.map(path => nameIn(sections, path));
	const counts = countNames(names);
	const temperatures: ChipTemperature[] = [];
	const problems: ParseProblem[] = [];
	for (const [path, text] of sections) {
		const [, folder = '', device = '', number = '', input = ''] = inputPattern.exec(path) ?? [];
		if (folder === '') {
			continue;
		}

		const celsius = parseMillidegrees(text, path);
		problems.push(...celsius.problems);
		if (celsius.value !== undefined) {
			const chip = nameIn(sections, `${folder}name`) ?? nameIn(sections, `${device}/name`);
			const name = chip ?? 'hwmon';
			const label = nameIn(sections, `${folder}${input}_label`) ?? input;
			const sensor = `${counts.get(name) === 1 ? name : `${name}-${number}`} ${label}`;
			temperatures.push({sensor, celsius: celsius.value, chip});
		}
	}

	return {value: temperatures, problems};
}
