/** The files of /sys that a sample is made of: temperatures, clocks and the voltage alarm of a Raspberry Pi. */
import type {Machine} from './machine.ts';
import type {Moment} from './moment.ts';

type File = readonly [path: string, text: string];

/** The sampler reads so many clocks at most, spread over the cores. */
const mostClocks = 16;
const driveCelsius = 39;
const cpufreq = '/sys/devices/system/cpu/cpufreq';

/** What changes, in the order in which the sampler reads it. */
export function sensorFiles(moment: Moment): readonly File[] {
	const {machine} = moment.life;
	const readings = placesOf(machine).map(({input, measures}): File => {
		const celsius = measures === 'drive' ? driveCelsius : moment.life.celsius.at(moment.second);
		return [input, `${Math.round(celsius * 1000)}\n`];
	});
	const alarm = machine.isPi ? [[`${voltFolder(machine)}/in0_lcrit_alarm`, '0\n'] as const] : [];
	const clock = `${clockKilohertz(moment)}\n`;
	const clocks = policiesOf(machine).map(
		policy => [`${cpufreq}/policy${policy}/scaling_cur_freq`, clock] as const,
	);
	return [...readings, ...alarm, ...clocks];
}

/** What does not: the names of sensors, and which cores share a clock. */
export function sensorNames(machine: Machine): readonly File[] {
	const names = placesOf(machine).flatMap(({folder, nameFile, name, label}): readonly File[] => [
		[`${folder}/${nameFile}`, `${name}\n`],
		...(label === undefined ? [] : [[`${folder}/temp1_label`, `${label}\n`] as const]),
	]);
	const volt = machine.isPi ? [[`${voltFolder(machine)}/name`, 'rpi_volt\n'] as const] : [];
	const policies = policiesOf(machine).map(
		policy => [`${cpufreq}/policy${policy}/affected_cpus`, affected(machine, policy)] as const,
	);
	return [...names, ...volt, ...policies];
}

function placesOf({sensors}: Machine) {
	return sensors.map(({kind, name, label, measures}, index) => {
		const isZone = kind === 'zone';
		const folder = `/sys/class/${isZone ? 'thermal/thermal_zone' : 'hwmon/hwmon'}${index}`;
		return {
			...{folder, name, label, measures},
			nameFile: isZone ? 'type' : 'name',
			input: `${folder}/${isZone ? 'temp' : 'temp1_input'}`,
		};
	});
}

function voltFolder({sensors}: Machine): string {
	return `/sys/class/hwmon/hwmon${sensors.length}`;
}

/** The cores of a Pi share one clock; elsewhere each has its own. */
function policiesOf({isPi, cores}: Machine): readonly number[] {
	const count = Math.min(cores, mostClocks);
	return isPi
		? [0]
		: Array.from({length: count}, (_, index) => Math.floor((index * cores) / count));
}

function affected({isPi, cores}: Machine, policy: number): string {
	return isPi ? `${Array.from({length: cores}, (_, core) => core).join(' ')}\n` : `${policy}\n`;
}

function clockKilohertz({life, second}: Moment): number {
	const share = life.throttled.at(second) > 0.5 ? 0.625 : 0.5 + 0.5 * life.busy.at(second);
	return Math.round((life.machine.clockKilohertz * share) / 1000) * 1000;
}
