/**
 * /sys/devices/system/cpu/cpufreq/policyN/{scaling_cur_freq,affected_cpus}: the clock of a group of cores in kHz, and
 * the cores that are online in it. Before Linux 4.3 the same files stand in /sys/devices/system/cpu/cpuN/cpufreq.
 *
 *     /sys/devices/system/cpu/cpufreq/policy0/scaling_cur_freq    1500000
 *     /sys/devices/system/cpu/cpufreq/policy0/affected_cpus       0 1 2 3
 *
 * https://docs.kernel.org/admin-guide/pm/cpufreq.html#policy-interface-in-sysfs
 */
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, firstLineOf} from './lines.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';
import type {Sections} from './sections.ts';

const clockFile = 'scaling_cur_freq';
const pattern =
	/^(\/sys\/devices\/system\/cpu\/(?:cpufreq\/policy|cpu)\d{1,5}\/(?:cpufreq\/)?)scaling_cur_freq$/;

/** The mean clock in Hz, each policy weighted by its cores where they are told. */
export function parseCpuFrequency(sections: Sections): Parsed<number | undefined> {
	const problems = createProblemList('/sys/devices/system/cpu/cpufreq');
	let cores = 0;
	let sumHz = 0;
	for (const [path, text] of sections) {
		const folder = path.endsWith(clockFile) ? pattern.exec(path)?.[1] : undefined;
		const line = folder === undefined ? undefined : firstLineOf(text);
		// A driver that cannot tell writes <unknown>: documented, and no damage.
		if (line === undefined || line === '<unknown>') {
			continue;
		}

		const kilohertz = parseCounter(line);
		if (kilohertz === undefined || kilohertz === 0) {
			problems.add(line, 'not a clock in kHz');
		} else {
			const weight = coresIn(sections.get(`${folder}affected_cpus`));
			cores += weight;
			sumHz += kilohertz * 1000 * weight;
		}
	}

	return {value: cores === 0 ? undefined : sumHz / cores, problems: problems.problems};
}

function coresIn(affected: string | undefined): number {
	const line = firstLineOf(affected ?? '');
	return line === undefined ? 1 : fieldsOf(line).length;
}
